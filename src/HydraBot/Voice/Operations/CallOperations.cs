using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Speaking;

namespace HydraBot.Voice.Operations;

/// <summary>Comes, goes, speaks, and listens when asked.</summary>
internal sealed class CallOperations(VoiceRoom room, VoiceModels models, TimeProvider time)
{
    private const int LongestText = 500;

    [Operation("voice.join", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 45)]
    [Description("Comes into a voice channel, listens there and speaks")]
    public async Task<OperationResult<VoiceCallView>> JoinAsync(
        Clearance clearance, [Description("The channel; the one you are in where you leave it out"), Suggest<VoiceChannelNames>] string? channel = null, CancellationToken cancellationToken = default)
    {
        var call = await room.JoinAsync(clearance, channel, cancellationToken);
        var words = models.WakeWords;
        return OperationResult.Of(new VoiceCallView(call.Channel), new Card
        {
            Title = $"I am in {call.Channel}",
            Severity = CardSeverity.Good,
            Text = (words.Count > 0
                ? $"Say “{string.Join("” or “", words)}” and then what you want."
                : "There is no model for a wake word (`HydraBot voice fetch-models`): `/voice wake` makes me listen to you.")
                + "\nI listen to everybody here who did not say `/voice optout`. Sound is never stored; what I understand after I was called is written in the channel's text chat.",
            Spoken = "I am here.",
        });
    }

    [Operation("voice.leave", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("Goes out of the voice channel")]
    public async Task<OperationResult<VoiceCallView>> LeaveAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        var channel = room.Call?.Channel;
        if (!await room.LeaveAsync(clearance, cancellationToken))
            throw new OperationException("I am in no voice channel.");
        return OperationResult.Of(new VoiceCallView(channel), new Card { Title = $"Out of {channel}", Severity = CardSeverity.Good });
    }

    [Operation("voice.say", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Says something in the voice channel")]
    public OperationResult<VoiceSaidView> Say(
        [Description("The words"), MinLength(1), MaxLength(LongestText)] string text, Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (room.Call is null)
            throw new OperationException("I am in no voice channel: /voice join first.");
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            throw OperationException.WrongArgument($"'text' has 1 to {LongestText} characters that are not all spaces; this one has {text.Length}.");
        room.Say(new Utterance(text, SpeechPriority.Attention, time.GetUtcNow() + TimeSpan.FromMinutes(1)));
        return OperationResult.Of(new VoiceSaidView(text), new Card { Title = "Said", Text = text, Severity = CardSeverity.Good, Spoken = " " });
    }

    [Operation("voice.wake", Access = AccessLevel.Viewer, Effect = OperationEffect.Change, Private = true)]
    [Description("Makes me listen to you now, without a wake word")]
    public OperationResult<VoiceCallView> Wake(Clearance clearance)
    {
        if (room.Call is not { } call)
            throw new OperationException("I am in no voice channel: /voice join first.");
        room.Push(Member(clearance));
        return OperationResult.Of(new VoiceCallView(call.Channel), new Card { Title = "I am listening to you", Severity = CardSeverity.Good, Text = "Speak within ten seconds." });
    }

    internal static ulong Member(Clearance clearance) =>
        clearance.Caller.Kind == CallerKind.Member && ulong.TryParse(clearance.Caller.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new OperationException("Only a member on Discord has a voice here.");
}
