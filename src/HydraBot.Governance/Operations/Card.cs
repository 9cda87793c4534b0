namespace HydraBot.Governance.Operations;

/// <summary>A result as people see it: Chat draws it as an embed, Voice speaks its sentence.</summary>
public sealed record Card
{
    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Its colour, in words.</summary>
    public CardSeverity Severity { get; init; } = CardSeverity.Neutral;

    /// <summary>Text under the title, in Discord's Markdown.</summary>
    public string? Text { get; init; }

    /// <summary>Named values, in order.</summary>
    public IReadOnlyList<CardField> Fields { get; init; } = [];

    /// <summary>A picture to show in it.</summary>
    public CardFile? Picture { get; init; }

    /// <summary>Files that belong to it.</summary>
    public IReadOnlyList<CardFile> Files { get; init; } = [];

    /// <summary>All of it, in Markdown, where the card holds only the first of it: what is posted by itself gets a thread with it.</summary>
    public string? Details { get; init; }

    /// <summary>A line in small print.</summary>
    public string? Footer { get; init; }

    /// <summary>The one sentence that is spoken; the title where there is none.</summary>
    public string? Spoken { get; init; }

    /// <summary>What may be done next, as buttons. Whoever presses one asks for it with their own access, down the road like everything.</summary>
    public IReadOnlyList<CardAction> Actions { get; init; } = [];

    /// <summary>True when the text is the whole answer (a conversation) rather than a box around values.</summary>
    public bool Plain { get; init; }
}
