namespace HydraBot.Governance.Operations;

/// <summary>What an operation returns: a record for programs and a card for people.</summary>
public abstract class OperationResult
{
    private protected OperationResult(Card card) => Card = card;

    /// <summary>For people.</summary>
    public Card Card { get; }

    /// <summary>For programs: serialized by Http and Mcp.</summary>
    public abstract object Value { get; }

    /// <summary>Joins a record and its card.</summary>
    public static OperationResult<T> Of<T>(T value, Card card)
        where T : notnull => new(value, card);
}

/// <summary>The typed form, which gives each operation its output schema.</summary>
public sealed class OperationResult<T> : OperationResult
    where T : notnull
{
    private readonly T _value;

    internal OperationResult(T value, Card card)
        : base(card) => _value = value;

    /// <inheritdoc />
    public override object Value => _value;
}
