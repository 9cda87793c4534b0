using System.Net.WebSockets;
using System.Text;

namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>The WebSocket of a page in a call: text is JSON, bytes are sound.</summary>
internal sealed class PageCallSocket(WebSocket socket)
{
    private const int LargestText = 4096;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly byte[] _buffer = new byte[LargestText + 1];

    /// <summary>The first message; null when the page went before.</summary>
    public async Task<JsonElement?> HelloAsync(CancellationToken cancellationToken)
    {
        var (type, size) = await ReceiveAsync(cancellationToken);
        if (type == WebSocketMessageType.Close)
            return null;
        if (type == WebSocketMessageType.Binary)
            throw new PageCallRefusal(PageCallRefusal.Malformed, "The first message must be the JSON text that joins, not bytes.");
        try
        {
            using var document = JsonDocument.Parse(_buffer.AsMemory(0, size));
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new PageCallRefusal(PageCallRefusal.Malformed, "The first message must be JSON; this one is not.");
        }
    }

    /// <summary>Takes the member's sound until the page goes.</summary>
    public async Task ListenAsync(PageCall call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (type, size) = await ReceiveAsync(cancellationToken);
            if (type == WebSocketMessageType.Close)
                return;
            if (type == WebSocketMessageType.Text)
                throw new PageCallRefusal(PageCallRefusal.Malformed, "After the first message only sound is expected, as bytes.");
            var frame = _buffer.AsSpan(0, size);
            if (PageFrames.Fault(call.Format, frame) is { } fault)
                throw new PageCallRefusal(size > PageFrames.Largest ? PageCallRefusal.TooLarge : PageCallRefusal.Malformed, fault);
            call.Speak(frame.ToArray());
        }
    }

    /// <summary>Says that the member has joined, then hands over what others say, until cancelled.</summary>
    public async Task TellAsync(PageCall call, CancellationToken cancellationToken)
    {
        await call.HasJoined.WaitAsync(cancellationToken);
        await SayAsync(new JsonObject { ["type"] = "joined", ["channel_id"] = $"{call.ChannelId}" }, cancellationToken);
        await foreach (var frame in call.ToPage.ReadAllAsync(cancellationToken))
            await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
    }

    /// <summary>
    /// Says why it ends, and closes. What still receives is not cancelled, which would break the connection off and the sentence with it: the page answers the
    /// close, or has a little time to.
    /// </summary>
    public async Task EndAsync(PageCallRefusal? refusal, Task receiving)
    {
        using var patience = new CancellationTokenSource(Farewell, TimeProvider.System);
        try
        {
            if (refusal is not null)
                await SayAsync(new JsonObject { ["type"] = "error", ["message"] = refusal.Message }, patience.Token);
            await socket.CloseOutputAsync((WebSocketCloseStatus?)refusal?.CloseCode ?? WebSocketCloseStatus.NormalClosure, null, patience.Token);
            await receiving.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (receiving.IsCompleted && socket.State == WebSocketState.CloseSent)
                await socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The page has gone, or does not read: there is nobody to tell.
            socket.Abort();
        }
    }

    private Task SayAsync(JsonObject message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private async Task<(WebSocketMessageType Type, int Size)> ReceiveAsync(CancellationToken cancellationToken)
    {
        var size = 0;
        while (true)
        {
            var received = await socket.ReceiveAsync(_buffer.AsMemory(size), cancellationToken);
            size += received.Count;
            if (size > LargestText)
                throw new PageCallRefusal(PageCallRefusal.TooLarge, $"A message has at most {LargestText} bytes, a frame of sound at most {PageFrames.Largest}.");
            if (received.EndOfMessage)
                return (received.MessageType, size);
        }
    }
}
