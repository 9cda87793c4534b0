using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>What ComfyUI tells over its WebSocket while it works.</summary>
/// <remarks>https://docs.comfy.org/development/comfyui-server/comms_messages</remarks>
internal sealed class ComfyUIEvents(ClientWebSocket socket) : IAsyncDisposable
{
    /// <summary>Previews are binary and not read; no message of text is as long as this.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    /// <exception cref="OperationException">It is not there.</exception>
    public static async Task<ComfyUIEvents> OpenAsync(WorkshopLine line, string clientId, string? key, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(line.Address($"/ws?clientId={clientId}"));
        address.Scheme = address.Scheme == "https" ? "wss" : "ws";
        var socket = new ClientWebSocket();
        if (key is { Length: > 0 })
            socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await socket.ConnectAsync(address.Uri, limit.Token);
            return new ComfyUIEvents(socket);
        }
        catch (Exception exception) when (WorkshopTrouble.Covers(exception) && !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new OperationException($"{line.Name} at {line.Url} does not answer ({line.Setting}:Url): {WorkshopTrouble.Of(exception, TimeSpan.FromSeconds(5))}.", exception);
        }
    }

    /// <summary>Event after event; ends when the connection does.</summary>
    public async IAsyncEnumerable<(string Type, JsonElement Data)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken) is { } frame)
        {
            if (frame.Length > 0 && Parse(frame) is { } message && message.Text("type") is { } type)
                yield return (type, message.At("data") ?? JsonElement.Parse("{}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.CompletedTask;
        socket.Abort();
        socket.Dispose();
    }

    /// <summary>The next message of text; empty for one that is skipped, null at the end.</summary>
    private async Task<byte[]?> NextAsync(CancellationToken cancellationToken)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                if (part.MessageType == WebSocketMessageType.Text && frame.Length < MostBytes)
                    frame.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                    return frame.Length < MostBytes ? frame.ToArray() : [];
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException && !cancellationToken.IsCancellationRequested)
        {
            // It broke: what became of the work is then asked for.
            return null;
        }
    }

    private static JsonElement? Parse(byte[] frame)
    {
        try
        {
            return JsonElement.Parse(frame);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
