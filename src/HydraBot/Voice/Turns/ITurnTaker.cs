using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;
using HydraBot.Voice.Calls;

namespace HydraBot.Voice.Turns;

/// <summary>Makes of a member's sentence what there is to do, and does it through the gate; a door provides it.</summary>
internal interface ITurnTaker
{
    /// <summary>What this member may say next.</summary>
    ValueTask<RecognitionContext> ExpectAsync(ulong memberId, CancellationToken cancellationToken);

    /// <summary>Answers a sentence.</summary>
    Task<SpokenAnswer> AnswerAsync(IVoiceCall call, Caller speaker, Transcript said, bool recogniserIsOpen, CancellationToken cancellationToken);

    /// <summary>Forgets what a member was asked.</summary>
    void Forget(ulong memberId);
}
