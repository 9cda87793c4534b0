using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HydraBot.Testing.Drivers;

/// <summary>A member's gateway connection: messages as they are now, and waiting for one to look as wanted.</summary>
public sealed class MemberGateway : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonNode> _messages = [];
    private readonly Dictionary<string, JsonNode> _forms = [];
    private readonly List<JsonNode> _edits = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _sequence;
    private Task _reading = Task.CompletedTask;
    private Task _beating = Task.CompletedTask;

    /// <summary>How many messages have come since signing in.</summary>
    public long Created { get; private set; }

    /// <summary>Every change of a message since signing in, oldest first.</summary>
    public IReadOnlyList<JsonNode> Edits
    {
        get
        {
            lock (_gate)
                return [.. _edits];
        }
    }

    public JsonNode Guild { get; private set; } = new JsonObject();

    public string SessionId { get; private set; } = "";

    public static async Task<MemberGateway> ConnectAsync(string url, string token, CancellationToken cancellationToken)
    {
        var gateway = new MemberGateway();
        await gateway._socket.ConnectAsync(new Uri($"{url.TrimEnd('/')}/?v=10&encoding=json"), cancellationToken);
        gateway._reading = gateway.ReadAsync(token);
        await gateway._ready.Task.WaitAsync(cancellationToken);
        return gateway;
    }

    /// <summary>Waits until a message on the screen fits; two minutes are longer than anything takes on a busy machine.</summary>
    public async Task<JsonNode> MessageAsync(Func<JsonNode, bool> fits, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_messages.Values.LastOrDefault(fits) is { } message)
                    return message;
                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                lock (_gate)
                    throw new TimeoutException($"No message fits. On the screen: {string.Join("\n", _messages.Values.TakeLast(5).Select(message => message.ToJsonString()))}");
            }
        }
    }

    /// <summary>Waits for the form that answers an interaction of this nonce.</summary>
    public async Task<JsonNode> FormAsync(string nonce, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_forms.TryGetValue(nonce, out var form))
                    return form;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until more messages have come than <paramref name="before"/>.</summary>
    public async Task NextAsync(long before, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (Created > before)
                    return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>How many messages on the screen fit.</summary>
    public int Count(Func<JsonNode, bool> fits)
    {
        lock (_gate)
            return _messages.Values.Count(fits);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _socket.Abort();
        await Task.WhenAll(_reading, _beating);
        _socket.Dispose();
        _ended.Dispose();
        _sending.Dispose();
    }

    private async Task ReadAsync(string token)
    {
        try
        {
            while (!_ended.IsCancellationRequested && await ReceiveAsync() is { } frame)
            {
                _sequence = (long?)frame["s"] ?? _sequence;
                if ((int)frame["op"]! == 10)
                {
                    _beating = BeatAsync(TimeSpan.FromMilliseconds((int)frame["d"]!["heartbeat_interval"]!));
                    await SendAsync(new JsonObject
                    {
                        ["op"] = 2,
                        ["d"] = new JsonObject { ["token"] = token, ["intents"] = 0, ["properties"] = new JsonObject { ["os"] = "linux", ["browser"] = "phone", ["device"] = "phone" } },
                    });
                }
                else if ((int)frame["op"]! == 0)
                {
                    Take((string)frame["t"]!, frame["d"]!);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            _ready.TrySetException(exception);
        }
    }

    private async Task BeatAsync(TimeSpan interval)
    {
        try
        {
            while (!_ended.IsCancellationRequested)
            {
                await Task.Delay(interval, TimeProvider.System, _ended.Token);
                await SendAsync(new JsonObject { ["op"] = 1, ["d"] = _sequence });
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The session ended.
        }
    }

    private void Take(string name, JsonNode data)
    {
        lock (_gate)
        {
            if (name == "MESSAGE_UPDATE")
                _edits.Add(data.DeepClone());
            switch (name)
            {
                case "READY":
                    SessionId = data["session_id"]!.ToString();
                    break;
                case "GUILD_CREATE":
                    Guild = data;
                    _ready.TrySetResult();
                    break;
                case "MESSAGE_CREATE":
                    Created++;
                    _messages[data["id"]!.ToString()] = data;
                    break;
                case "MESSAGE_UPDATE" when _messages.TryGetValue(data["id"]!.ToString(), out var known):
                    foreach (var (key, value) in data.AsObject())
                        known[key] = value?.DeepClone();
                    break;
                case "MESSAGE_UPDATE":
                    _messages[data["id"]!.ToString()] = data;
                    break;
                case "INTERACTION_MODAL_CREATE":
                    _forms[data["nonce"]!.ToString()] = data;
                    break;
                case "MESSAGE_DELETE":
                    _messages.Remove(data["id"]!.ToString());
                    break;
                case "MESSAGE_REACTION_ADD" when _messages.TryGetValue(data["message_id"]!.ToString(), out var reacted):
                    (reacted["seen_reactions"] ??= new JsonArray()).AsArray().Add($"{data["emoji"]!["name"]}{data["user_id"]}");
                    break;
            }

            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.TrySetResult();
        }
    }

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), _ended.Token);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            frame.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(frame.ToArray());
    }

    private async Task SendAsync(JsonObject payload)
    {
        await _sending.WaitAsync(_ended.Token);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(payload), WebSocketMessageType.Text, true, _ended.Token);
        }
        finally
        {
            _sending.Release();
        }
    }
}
