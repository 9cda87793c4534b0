using System.ComponentModel;

namespace HydraBot.Sandbox.Isolation;

/// <summary>What the test of the isolation saw.</summary>
internal sealed record IsolationReport
{
    [Description("True when every check held; otherwise no program runs")]
    public required bool Held { get; init; }

    [Description("Each check with what was seen")]
    public required IReadOnlyList<IsolationCheck> Checks { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long DurationMs { get; init; }

    public required string Engine { get; init; }

    public required string Runtime { get; init; }

    /// <summary>The first checks that did not hold, as a sentence.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Breach => $"the isolation test found that {string.Join("; ", Checks.Where(check => !check.Held).Take(3).Select(check => $"'{check.Name}' does not hold ({check.Seen})"))}.";
}

/// <summary>One check.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Held">Whether it did.</param>
/// <param name="Seen">What was seen.</param>
internal sealed record IsolationCheck(string Name, bool Held, string Seen);
