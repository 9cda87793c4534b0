using System.Text.Json;

namespace HydraBot.Governance.Operations;

/// <summary>One wish to run one operation: plain data, stored before anything happens.</summary>
public sealed record OperationRequest
{
    /// <summary>A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The dotted name, for example <c>container.restart</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>A JSON object of arguments by parameter name.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The door it came through.</summary>
    public required Door Door { get; init; }

    /// <summary>Runs from the door's event through logs to the audit entries.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>When the door received it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A new request, with an id and, where the door has none, a correlation id of its own.</summary>
    public static OperationRequest Create(
        string operation, JsonElement arguments, Caller caller, Door door, TimeProvider time, string? correlationId = null)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        return new OperationRequest
        {
            Id = id,
            Operation = operation,
            Arguments = arguments,
            Caller = caller,
            Door = door,
            CorrelationId = correlationId ?? id.ToString("N"),
            ReceivedAt = now,
        };
    }
}
