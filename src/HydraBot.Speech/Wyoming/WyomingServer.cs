using System.Net.Sockets;

namespace HydraBot.Speech.Wyoming;

/// <summary>A speech server of Home Assistant's ecosystem: faster-whisper on 10300, piper on 10200.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">Its port.</param>
public sealed record WyomingServer(string Host, int Port)
{
    /// <summary>Time between two events of an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Runs a conversation on a connection of its own; what goes wrong with the network becomes a sentence.</summary>
    internal async Task<T> TalkAsync<T>(Func<WyomingStream, Func<Task<WyomingEvent>>, Task<T>> talk, TimeProvider time, CancellationToken cancellationToken)
    {
        var stream = await ConnectAsync(time, cancellationToken);
        await using (stream)
            return await talk(stream, () => NextAsync(stream, time, cancellationToken));
    }

    internal async Task<WyomingStream> ConnectAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(Host, Port, either.Token);
            return new WyomingStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new SpeechException($"The Wyoming server at {Host}:{Port} cannot be reached: {exception.Message}", exception);
        }
    }

    internal async Task<WyomingEvent> NextAsync(WyomingStream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var word = await stream.ReadAsync(either.Token) ?? throw new SpeechException($"The Wyoming server at {Host}:{Port} hung up.");
            return word.Type == "error" ? throw new SpeechException($"The Wyoming server at {Host}:{Port} says: {word.Text("text")}") : word;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"The Wyoming server at {Host}:{Port} said nothing for {Patience.TotalSeconds:0.#} s.");
        }
        catch (IOException exception)
        {
            throw new SpeechException($"The Wyoming server at {Host}:{Port} broke off: {exception.Message}", exception);
        }
    }

    /// <summary>Asks what it is; it must offer a service of this name.</summary>
    internal Task CheckAsync(string service, TimeProvider time, CancellationToken cancellationToken) => TalkAsync(
        async (stream, next) =>
        {
            await stream.WriteAsync(new WyomingEvent("describe"), cancellationToken);
            WyomingEvent word;
            do
                word = await next();
            while (word.Type != "info");
            return word.Data[service] is System.Text.Json.Nodes.JsonArray { Count: > 0 }
                ? true
                : throw new SpeechException($"The Wyoming server at {Host}:{Port} offers no {service}.");
        },
        time,
        cancellationToken);
}
