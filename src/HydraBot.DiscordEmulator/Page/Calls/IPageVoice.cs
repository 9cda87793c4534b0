namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>
/// Takes a member at the page into a call. A browser has a microphone, but neither UDP nor end-to-end encryption: somebody else must be the voice client, and
/// whoever starts the emulator gives it one.
/// </summary>
public interface IPageVoice
{
    /// <summary>
    /// Connects to the voice server, says what comes from <see cref="PageCall.Spoken"/>, and gives what others say to <see cref="PageCall.Hear"/>, until cancelled.
    /// Returns the sentence that says why the call ended before.
    /// </summary>
    Task<string> TalkAsync(PageCall call, CancellationToken cancellationToken);
}
