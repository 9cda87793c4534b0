using System.Runtime.CompilerServices;
using System.Threading.Channels;
using HydraBot.Discord.Voice;
using HydraBot.DiscordEmulator.Page.Calls;
using HydraBot.Speech;

namespace HydraBot.Hosting;

/// <summary>
/// Is the voice client of a member at the page, who has a microphone but neither UDP nor end-to-end encryption: the same client that the bot has, so that the
/// call between the two is a real one.
/// </summary>
internal sealed class PageVoice(ILoggerFactory loggers, TimeProvider time) : IPageVoice
{
    /// <summary>Without a frame for so long the member has stopped speaking.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task<string> TalkAsync(PageCall call, CancellationToken cancellationToken)
    {
        try
        {
            using IPageSound sound = call.Format == PageSoundFormat.Pcm ? new PcmPageSound() : new OpusPageSound();
            await TalkAsync(call, sound, cancellationToken);
            return "The call was left.";
        }
        catch (Exception e) when (e is VoiceClosedException or SpeechException)
        {
            return e.Message;
        }
    }

    private async Task TalkAsync(PageCall call, IPageSound sound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var server = new VoiceServer(call.GuildId, call.ChannelId, call.UserId, call.SessionId, call.Token, call.Endpoint);
        await using var connection = new VoiceConnection(server, loggers, time);
        var running = connection.RunAsync(stop.Token);
        var hearing = HearAsync(connection, call, sound, stop.Token);
        var speaking = SpeakAsync(connection, call, sound, stop.Token);
        var first = await Task.WhenAny(running, hearing, speaking);
        await stop.CancelAsync();
        await ((Task)Task.WhenAll(running, hearing, speaking)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The others end with the connection; why it ended is what it knows itself.
        await (running.IsFaulted ? running : first);
    }

    private static async Task HearAsync(VoiceConnection connection, PageCall call, IPageSound sound, CancellationToken cancellationToken)
    {
        await connection.WaitUntilReadyAsync(cancellationToken);
        call.Join();
        await foreach (var frame in connection.Frames.ReadAllAsync(cancellationToken))
            call.Hear(frame.UserId, frame.Ssrc, frame.Timestamp, sound.ToPage(frame.Ssrc, frame.Opus).Span);
    }

    /// <summary>Each time the member speaks is announced, said and ended by itself.</summary>
    private async Task SpeakAsync(VoiceConnection connection, PageCall call, IPageSound sound, CancellationToken cancellationToken)
    {
        await connection.WaitUntilReadyAsync(cancellationToken);
        while (await call.Spoken.WaitToReadAsync(cancellationToken))
            await connection.SpeakAsync(UntilPauseAsync(call.Spoken, sound, cancellationToken), cancellationToken);
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> UntilPauseAsync(
        ChannelReader<ReadOnlyMemory<byte>> spoken, IPageSound sound, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            while (spoken.TryRead(out var frame))
                yield return sound.FromPage(frame);
        }
        while (await GoesOnAsync(spoken, cancellationToken));
    }

    private async Task<bool> GoesOnAsync(ChannelReader<ReadOnlyMemory<byte>> spoken, CancellationToken cancellationToken)
    {
        using var pause = new CancellationTokenSource(Pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pause.Token, cancellationToken);
        try
        {
            return await spoken.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
