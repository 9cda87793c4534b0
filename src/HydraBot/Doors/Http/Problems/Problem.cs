using System.Text.Json.Serialization;

namespace HydraBot.Doors.Http.Problems;

/// <summary>An error as RFC 9457 wants it.</summary>
/// <param name="Type">Stable; programs decide by it.</param>
/// <param name="Title">The same for every problem of the type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One clear sentence about this occurrence: what was wrong and what is allowed.</param>
internal sealed record Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>The reference under which logs and audit entries have it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CorrelationId { get; init; }

    /// <summary>Each thing that is wrong, where there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Errors { get; init; }

    /// <summary>Ids of the articles of the law that say no.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Constraints { get; init; }

    /// <summary>The request that the operation's journal knows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? RequestId { get; init; }
}
