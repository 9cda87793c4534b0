using System.Collections.Frozen;

namespace HydraBot.ForeignTools.Definitions;

/// <summary>What a server offers, held against what was agreed to.</summary>
/// <param name="agreed">What was agreed to.</param>
/// <param name="offered">What it offers; null before it was heard.</param>
/// <param name="refused">How many more it offers with names or definitions that the house does not take.</param>
internal sealed class Toolbox(IReadOnlyList<OfferedTool> agreed, IReadOnlyList<OfferedTool>? offered, int refused = 0)
{
    private readonly FrozenDictionary<string, OfferedTool> _agreed = agreed.ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal);
    private readonly FrozenDictionary<string, OfferedTool> _offered = (offered ?? []).ToFrozenDictionary(tool => tool.Name, StringComparer.Ordinal);

    public IReadOnlyList<OfferedTool> Agreed { get; } = agreed;

    public IReadOnlyList<OfferedTool>? Offered { get; } = offered;

    public int Refused { get; } = refused;

    /// <summary>What an Owner would agree to now.</summary>
    public string? Definitions { get; } = offered is null ? null : OfferedTool.Together(offered);

    /// <summary>All names, in order.</summary>
    public IEnumerable<string> Names => _agreed.Keys.Union(_offered.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>True where something is offered that nobody agreed to.</summary>
    public bool Differs => Offered is not null && Names.Any(name => StateOf(name) is ToolState.Changed or ToolState.New);

    public OfferedTool? AgreedTo(string name) => _agreed.GetValueOrDefault(name);

    public OfferedTool? OfferedAs(string name) => _offered.GetValueOrDefault(name);

    /// <summary>How it is; before its server was heard, as it was agreed to.</summary>
    public ToolState StateOf(string name) => (_agreed.GetValueOrDefault(name), _offered.GetValueOrDefault(name)) switch
    {
        (not null, _) when Offered is null => ToolState.Ready,
        (not null, null) or (null, null) => ToolState.Gone,
        (null, _) => ToolState.New,
        ({ } before, { } now) => before.Sha256 == now.Sha256 ? ToolState.Ready : ToolState.Changed,
    };
}
