using HydraBot.Hosting.Starting;

namespace HydraBot.Hosting.Settings;

/// <summary>Arguments are settings: <c>--Api:Url=http://127.0.0.1:8700</c>, or the same in two words.</summary>
internal static class SettingsArguments
{
    /// <summary>Passes arguments on that are settings.</summary>
    /// <exception cref="StartException">One is neither: the framework would drop it silently.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> args)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var argument = args[index];
            if (argument.Contains('=', StringComparison.Ordinal))
                continue;
            if (!argument.StartsWith("--", StringComparison.Ordinal))
                throw new StartException($"The argument '{argument}' is no setting; settings are written --Section:Name=value, and --help lists the verbs.");
            if (index + 1 == args.Count || args[index + 1].StartsWith("--", StringComparison.Ordinal))
                throw new StartException($"The argument '{argument}' has no value; settings are written --Section:Name=value, and --help lists the verbs.");
            index++;
        }

        return args;
    }
}
