using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Exchange;

/// <summary>A line of an export.</summary>
internal sealed record ExportedMemory
{
    public required Guid Id { get; init; }

    public required MemoryTier Tier { get; init; }

    public string? Kind { get; init; }

    public required string Content { get; init; }

    public MemoryScope Scope { get; init; }

    public string? Speaker { get; init; }

    public string? SessionId { get; init; }

    /// <summary>Lines of one conversation have the same number.</summary>
    public long Thread { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> Tags { get; set; } = [];

    public JsonElement? Metadata { get; init; }

    public string? OccurredAt { get; init; }

    public string? RecordedAt { get; init; }

    public string? ValidFrom { get; init; }

    public string? ValidTo { get; init; }

    public string? ExpiredAt { get; init; }

    public Guid? SupersededBy { get; init; }

    public string? Subject { get; init; }

    public string? Predicate { get; init; }

    public MemoryState State { get; init; }

    public bool Pinned { get; init; }

    public double Importance { get; init; }

    public IReadOnlyList<Guid>? DerivedFrom { get; init; }

    [JsonIgnore]
    public IEnumerable<string?> Times => [OccurredAt, RecordedAt, ValidFrom, ValidTo, ExpiredAt];

    public static ExportedMemory Of(StoredMemory memory, IReadOnlyList<Guid> sources)
    {
        var view = MemoryView.Of(memory);
        return new ExportedMemory
        {
            Id = memory.Id,
            Tier = memory.Tier,
            Kind = memory.Kind,
            Content = memory.Content,
            Scope = view.Scope,
            Speaker = memory.Speaker,
            SessionId = memory.SessionId,
            Thread = memory.Thread,
            Source = memory.Source,
            Tags = memory.Tags,
            Metadata = memory.Metadata,
            OccurredAt = view.OccurredAt,
            RecordedAt = view.RecordedAt,
            ValidFrom = view.ValidFrom,
            ValidTo = view.ValidTo,
            ExpiredAt = memory.ExpiredAt is { } expired ? Moments.Text(expired) : null,
            SupersededBy = memory.SupersededBy,
            Subject = memory.Subject,
            Predicate = memory.Predicate,
            State = memory.State,
            Pinned = memory.Pinned,
            Importance = memory.Importance,
            DerivedFrom = sources.Count == 0 ? null : sources,
        };
    }

    /// <summary>What comes in from outside passes the gate like what is said: no secrets, no text that memory gave out, nothing that cannot be stored.</summary>
    /// <exception cref="OperationException">It may not pass; why.</exception>
    public ExportedMemory Through(WriteGate gate, int place)
    {
        var (memory, problems) = gate.Check(new NewMemory
        {
            Content = Content,
            Tier = Tier,
            Speaker = Speaker,
            SessionId = SessionId,
            Source = Source,
            Tags = Tags,
            Metadata = Metadata,
            Subject = Subject,
            Predicate = Predicate,
            Importance = Importance,
        });
        return problems.Count > 0
            ? throw OperationException.WrongArgument($"Line {place + 1} cannot be remembered: {problems[0]} Nothing was imported.")
            : this with { Content = memory.Content, Speaker = memory.Speaker, SessionId = memory.SessionId, Source = memory.Source, Tags = memory.Tags ?? [], Metadata = memory.Metadata };
    }

    /// <summary>The row; sequence and conversation are given anew.</summary>
    public StoredMemory ToRow(string audience, string author) => new()
    {
        Id = Id,
        Sequence = 0,
        Audience = audience,
        Author = author,
        Tier = Tier,
        Kind = Kind,
        Content = Content,
        Speaker = Speaker,
        SessionId = SessionId,
        Thread = Thread,
        Source = Source,
        Tags = Tags,
        Metadata = Metadata,
        OccurredAt = Moment(OccurredAt),
        RecordedAt = Moment(RecordedAt) ?? 0,
        ValidFrom = Moment(ValidFrom),
        ValidTo = Moment(ValidTo),
        ExpiredAt = Moment(ExpiredAt),
        SupersededBy = SupersededBy,
        Subject = Subject,
        Predicate = Predicate,
        State = State,
        Pinned = Pinned,
        Importance = Importance,
        Hash = $"import:{Id:N}",
    };

    private static long? Moment(string? text) => text is not null && Moments.TryRead(text, out var at) ? at : null;
}

/// <summary>An export.</summary>
internal sealed record ExportAnswer(int Count, string Jsonl);

/// <summary>What an import did.</summary>
internal sealed record ImportAnswer(int Imported, int Known);
