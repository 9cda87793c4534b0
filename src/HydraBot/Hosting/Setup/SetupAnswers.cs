using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Hosting.Setup;

/// <summary>Settings that were answered, in the order of their answers.</summary>
internal sealed class SetupAnswers
{
    public const string Token = "Discord:Token";
    public const string ApiBaseUrl = "Discord:ApiBaseUrl";
    public const string Guild = "Discord:GuildId";
    public const string Roles = "Access:Roles";
    public const string Model = "Inference:Endpoints:0:Url";
    public const string ModelKey = "Inference:Endpoints:0:ApiKey";

    private readonly OrderedDictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The levels that roles stand for, and the roles that stand for them where nothing else is said.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["Owner", "Operator", "Viewer"];

    public IReadOnlyDictionary<string, string> All => _values;

    public string this[string key]
    {
        get => _values[key];
        set => _values[key] = value;
    }

    public bool TryFind(string key, [NotNullWhen(true)] out string? value) => _values.TryGetValue(key, out value);

    /// <summary>True when something at or below this key was answered.</summary>
    public bool Has(string key) =>
        _values.Keys.Any(known => known.Equals(key, StringComparison.OrdinalIgnoreCase) || known.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase));

    /// <summary>Roles for levels; a role that no longer stands for one has its access taken away.</summary>
    public void GiveRoles(IReadOnlyDictionary<string, string> roleByLevel, IReadOnlyDictionary<string, string> roleBefore)
    {
        foreach (var (level, role) in roleByLevel)
        {
            if (role == roleBefore[level])
                continue;
            this[$"{Roles}:{role}"] = level;
            if (!roleByLevel.Values.Contains(roleBefore[level], StringComparer.OrdinalIgnoreCase))
                this[$"{Roles}:{roleBefore[level]}"] = "None";
        }
    }
}
