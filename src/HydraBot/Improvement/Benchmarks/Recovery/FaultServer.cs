using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HydraBot.Improvement.Benchmarks.Recovery;

/// <summary>What an endpoint of one's own does wrong.</summary>
internal enum InjectedFault
{
    None,

    /// <summary>Nobody listens.</summary>
    Refuses,

    /// <summary>It takes the question and never says a word.</summary>
    Hangs,

    /// <summary>It answers 500.</summary>
    Fails,

    /// <summary>It answers something else.</summary>
    Babbles,

    /// <summary>It ends the connection in the middle.</summary>
    Breaks,

    /// <summary>It loads its model first.</summary>
    Loads,
}

/// <summary>A model server on loopback that says one sentence, and does one thing wrong. It speaks just enough HTTP.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private const string Answer = """
        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{"role":"assistant","content":"Here I am."},"finish_reason":null}]}

        data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"bench","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly InjectedFault _fault;
    private readonly TimeSpan _loading;
    private readonly TimeProvider _time;
    private readonly List<Task> _answers = [];
    private readonly Task _listening;

    public FaultServer(InjectedFault fault, TimeSpan loading, TimeProvider time)
    {
        (_fault, _loading, _time) = (fault, loading, time);
        _listener.Start();
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1"));
        if (fault == InjectedFault.Refuses)
            _listener.Stop();
        _listening = fault == InjectedFault.Refuses ? Task.CompletedTask : ListenAsync();
    }

    public Uri Url { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _listener.Stop();
        await Task.WhenAll(_answers);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
                _answers.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was taken down.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await HeadAsync(stream);
                if (head.StartsWith("GET", StringComparison.Ordinal))
                    await SendAsync(stream, "200 OK", "application/json", """{"object":"list","data":[{"id":"bench"}]}""");
                else
                    await AnswerAsync(stream);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
            {
                // Whoever asked went away, or it was taken down.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        switch (_fault)
        {
            case InjectedFault.Hangs:
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, _end.Token);
                break;
            case InjectedFault.Fails:
                await SendAsync(stream, "500 Internal Server Error", "application/json", """{"error":{"message":"injected"}}""");
                break;
            case InjectedFault.Babbles:
                await SendAsync(stream, "200 OK", "text/html", "<html>It works!</html>");
                break;
            case InjectedFault.Breaks:
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), _end.Token);
                break;
            default:
                if (_fault == InjectedFault.Loads)
                    await Task.Delay(_loading, _time, _end.Token);
                await SendAsync(stream, "200 OK", "text/event-stream", Answer);
                break;
        }
    }

    private async Task SendAsync(NetworkStream stream, string status, string type, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(head, _end.Token);
        await stream.WriteAsync(bytes, _end.Token);
    }

    /// <summary>Reads the request to its end: a socket that is closed with words unread is reset.</summary>
    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var (buffer, length) = (new byte[64 * 1024], 0);
        while (length < buffer.Length && await stream.ReadAsync(buffer.AsMemory(length), _end.Token) is > 0 and var read)
        {
            length += read;
            var text = Encoding.ASCII.GetString(buffer, 0, length);
            if (text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end && length - end - 4 >= Length(text[..end]))
                return text;
        }

        return "";
    }

    private static int Length(string head)
    {
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                return int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
        }

        return 0;
    }
}
