using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;

namespace HydraBot.Doors.Voice.Router;

/// <summary>One way to say an operation: words, and what they act on at the end.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Words">The words before the slots.</param>
/// <param name="Slots">What is filled in, in order.</param>
internal sealed record SpokenTemplate(Operation Operation, string Words, IReadOnlyList<SpokenSlot> Slots)
{
    public bool IsClosed => Slots.All(slot => !slot.IsFree);

    /// <summary>The phrase for a recogniser that knows the grammar alone.</summary>
    public IReadOnlyList<GrammarPart> Phrase =>
    [
        new GrammarPart.Words(Words),
        .. Slots.SelectMany(slot => new GrammarPart[] { new GrammarPart.Maybe("the"), new GrammarPart.OneOf([.. slot.Values.Keys]) }),
    ];
}
