using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Audit;

/// <summary>What is to be appended; the chain adds sequence, hashes and nothing else.</summary>
public sealed record AuditDraft
{
    /// <summary>What it tells.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>SHA-256 of the law in force, in hexadecimal.</summary>
    public required string Law { get; init; }

    /// <summary>From the door's event to this entry.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>Who asked, voted or tried.</summary>
    public Caller? Caller { get; init; }

    /// <summary>The door.</summary>
    public Door? Door { get; init; }

    /// <summary>The request that it belongs to.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The approval that it belongs to.</summary>
    public Guid? ApprovalId { get; init; }

    /// <summary>The operation's name.</summary>
    public string? Operation { get; init; }

    /// <summary>What the operation does; anything but a read is made durable before it runs.</summary>
    public OperationEffect Effect { get; init; }

    /// <summary>The arguments, already masked.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>One word: done, failed, cancelled, allow, deny, approved, expired, ...</summary>
    public string? Result { get; init; }

    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>The articles of the law that applied.</summary>
    public IReadOnlyList<string> Articles { get; init; } = [];

    /// <summary>Sentences for people, already masked.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
