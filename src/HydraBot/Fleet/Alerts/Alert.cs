namespace HydraBot.Fleet.Alerts;

/// <summary>Something that was seen to be wrong.</summary>
/// <param name="Key">The same for the same trouble, so that it is one alert however often it is seen: <c>container:web</c>.</param>
/// <param name="Source">Who saw it: <c>healing</c>, <c>alertmanager</c>.</param>
/// <param name="Topic">What belongs together in one message.</param>
/// <param name="Severity">How soon somebody should look.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What is known; Markdown.</param>
internal sealed record AlertSignal(string Key, string Source, string Topic, AlertSeverity Severity, string Title, string Text = "");

/// <summary>An alert as it is stored.</summary>
/// <param name="Number">By which people name it.</param>
/// <param name="Key">By which its source names it.</param>
/// <param name="Source">Who saw it.</param>
/// <param name="Topic">What belongs together.</param>
/// <param name="Incident">The number of the first alert of the message that tells of it.</param>
/// <param name="Severity">How soon somebody should look.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What is known.</param>
/// <param name="State">How it stands.</param>
/// <param name="Times">How often it was seen anew.</param>
/// <param name="RaisedAt">When it was first seen.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="AcknowledgedBy">Who has it in hand.</param>
internal sealed record Alert(
    long Number, string Key, string Source, string Topic, long Incident, AlertSeverity Severity, string Title, string Text, AlertState State, long Times,
    DateTimeOffset RaisedAt, DateTimeOffset ChangedAt, string? AcknowledgedBy)
{
    /// <summary>When people were last told; null while they were not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How often it was brought up again because nobody took it.</summary>
    public long Escalations { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>True while the trouble lasts.</summary>
    public bool Lasts => State != AlertState.Cleared;
}
