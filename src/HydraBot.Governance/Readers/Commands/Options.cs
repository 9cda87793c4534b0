using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Looks for options that make a reading command write or run something.</summary>
internal static class Options
{
    /// <summary>The first argument that is, or may be, one of these options; GNU long options may be abbreviated.</summary>
    public static string? FirstOf(Invocation call, string letters, params ReadOnlySpan<string> names)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument == "--")
                return null;
            if (argument.Length > 0 && Mark.IsOpen(argument[..1]))
                return argument;
            if (argument.Length < 2 || argument[0] != '-')
                continue;
            if (argument[1] == '-')
            {
                if (IsLong(argument, names))
                    return argument;
            }
            else if (argument.AsSpan(1).IndexOfAny(letters) >= 0)
            {
                return argument;
            }
        }

        return null;
    }

    /// <summary>The same with these long options written out, of which people may write the beginning only.</summary>
    public static Invocation WrittenOut(Invocation call, IReadOnlyList<string> options) =>
        call with { Arguments = [.. call.Arguments.Select(argument => WrittenOut(argument, options))] };

    private static string WrittenOut(string argument, IReadOnlyList<string> options)
    {
        var name = argument.Split('=')[0];
        return name.Length < 3 || options.Contains(name) || options.FirstOrDefault(option => option.StartsWith(name, StringComparison.Ordinal)) is not { } whole
            ? argument : whole + argument[name.Length..];
    }

    /// <summary>True for one of these long options, which may be shortened.</summary>
    public static bool IsLong(string argument, params ReadOnlySpan<string> names)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
            return false;
        var name = argument.AsSpan(2);
        if (name.IndexOf('=') is >= 0 and var equals)
            name = name[..equals];
        foreach (var known in names)
        {
            if (name.Length > 0 && known.AsSpan().StartsWith(name))
                return true;
        }

        return false;
    }
}
