using System.ComponentModel;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Privacy;

namespace HydraBot.Voice.Operations;

/// <summary>Who is listened to, by whom, and how it stands.</summary>
internal sealed class PrivacyOperations(VoiceRoom room, VoiceModels models, VoiceEngines engines, OptOuts optOuts)
{
    [Operation("voice.optout", Access = AccessLevel.Viewer, Effect = OperationEffect.Change, Private = true)]
    [Description("Stops listening to your voice, for good; or listens to it again")]
    public async Task<OperationResult<VoiceOptOutView>> OptOutAsync(
        Clearance clearance, [Description("False to be listened to again")] bool optOut = true, CancellationToken cancellationToken = default)
    {
        var member = CallOperations.Member(clearance);
        await optOuts.SetAsync(clearance, optOut, cancellationToken);
        if (optOut)
            room.Forget(member);
        return OperationResult.Of(new VoiceOptOutView(optOut), new Card
        {
            Title = optOut ? "I do not listen to you" : "I listen to you where I am called",
            Severity = CardSeverity.Good,
            Text = optOut ? "Your voice is thrown away as it comes, undecoded, until you say otherwise." : null,
        });
    }

    [Operation("voice.privacy", Access = AccessLevel.Viewer, Effect = OperationEffect.Read, Private = true)]
    [Description("Shows how private the call is, with codes to compare")]
    public OperationResult<VoicePrivacyView> Privacy([Description("The id of a member to compare a code with")] string? member = null)
    {
        if (room.Call is not { } call)
            throw new OperationException("I am in no voice channel: /voice join first.");
        ulong? other = member is null ? null : ulong.TryParse(member.Trim('<', '@', '!', '>'), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id : throw OperationException.WrongArgument($"'member' is '{member}'; allowed is a member's id: digits.");
        var privacy = call.Privacy(other);
        var view = new VoicePrivacyView(call.Channel, privacy.EndToEnd, privacy.Version, privacy.Code, privacy.MemberCode, privacy.Members);
        return OperationResult.Of(view, new Card
        {
            Title = view.EndToEnd ? "Encrypted from end to end" : "Not encrypted from end to end",
            Severity = view.EndToEnd ? CardSeverity.Good : CardSeverity.Warning,
            Text = "Sound is never stored. Who said `/voice optout` is not listened to.",
            Fields =
            [
                new CardField("Privacy code", view.Code is { } code ? $"`{code}`" : "none: nobody else is in the encrypted call"),
                .. view.MemberCode is { } pair ? new[] { new CardField("Code with that member", $"`{pair}`") } : [],
                new CardField("Version", view.Version.ToString(CultureInfo.InvariantCulture), true),
                new CardField("Members with keys", view.Members.ToString(CultureInfo.InvariantCulture), true),
            ],
        });
    }

    [Operation("voice.status", Access = AccessLevel.Viewer, Effect = OperationEffect.Read)]
    [Description("Shows the call, the engines and the wake words")]
    public async Task<OperationResult<VoiceStatusView>> StatusAsync(CancellationToken cancellationToken)
    {
        await optOuts.LoadAsync(cancellationToken);
        var trouble = await TroubleAsync(cancellationToken);
        var view = new VoiceStatusView(
            room.Call?.Channel, room.Call?.Privacy(null).EndToEnd, engines.Recognizer.Name, engines.Synthesizer.Name, models.WakeWords, models.HasVoiceActivity, optOuts.Count, trouble);
        return OperationResult.Of(view, new Card
        {
            Title = view.Channel is { } channel ? $"In {channel}" : "In no voice channel",
            Severity = trouble is null ? CardSeverity.Good : CardSeverity.Warning,
            Text = trouble,
            Fields =
            [
                new CardField("Understands with", view.Recognition, true),
                new CardField("Speaks with", view.Synthesis, true),
                new CardField("Wake words", view.WakeWords.Count > 0 ? string.Join(", ", view.WakeWords) : "none: `HydraBot voice fetch-models`, or `/voice wake`", true),
                new CardField("Voice activity", view.VoiceActivityModel ? "Silero" : "by loudness", true),
                new CardField("Opted out", view.OptedOut.ToString(CultureInfo.InvariantCulture), true),
            ],
            Spoken = trouble is null ? "Voice is well." : "Something is missing for voice.",
        });
    }

    private async Task<string?> TroubleAsync(CancellationToken cancellationToken) =>
        await engines.TroublesAsync(cancellationToken) is { Count: > 0 } troubles ? string.Join('\n', troubles.Select(trouble => trouble.Reason)) : null;
}
