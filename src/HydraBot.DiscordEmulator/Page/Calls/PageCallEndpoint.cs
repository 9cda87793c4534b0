using System.Net.WebSockets;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Rest;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Page.Calls;

/// <summary>
/// <c>/emulator/voice</c>: says whether pages can take part in calls, and as a WebSocket takes one in. The page asks the main gateway in first, as any client
/// does; what it is told there (VOICE_SERVER_UPDATE) and its member's token open this door.
/// </summary>
internal sealed partial class PageCallEndpoint(DiscordWorld world, VoicePlaces places, EmulatedVoice voice, IPageVoice? pages, ILogger<PageCallEndpoint> logger) : IDisposable
{
    public const string NobodyThere = "This emulator runs alone, without HydraBot beside it: there is nobody who could take the page into a call.";

    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    public async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RestServer.WriteAsync(context, new JsonObject { ["available"] = pages is not null, ["reason"] = pages is null ? NobodyThere : null });
            return;
        }
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = AliveInterval, KeepAliveTimeout = AliveInterval });
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        var page = new PageCallSocket(socket);
        PageCall? call = null;
        Task receiving = Task.CompletedTask;
        try
        {
            if (pages is null)
                throw new PageCallRefusal(PageCallRefusal.Over, NobodyThere);
            var hello = page.HelloAsync(either.Token);
            receiving = hello;
            call = await AdmitAsync(hello);
            if (call is not null)
            {
                receiving = page.ListenAsync(call, either.Token);
                await StayAsync(pages, page, call, receiving, either.Token);
            }
            await page.EndAsync(null, receiving);
        }
        catch (PageCallRefusal refusal)
        {
            LogEnded(refusal.CloseCode, refusal.Message);
            await page.EndAsync(refusal, receiving);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            LogEnded((int?)socket.CloseStatus ?? 0, e.Message);
        }
        finally
        {
            if (!receiving.IsCompleted)
                socket.Abort();
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (call is not null)
                Leave(call);
        }
    }

    /// <summary>Ends every call; before the server stops.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    /// <summary>Hears who wants in, and checks it; null when the page went.</summary>
    private async Task<PageCall?> AdmitAsync(Task<JsonElement?> hello)
    {
        try
        {
            return await hello.WaitAsync(HelloTimeout, world.Time) is { } said ? Admit(said) : null;
        }
        catch (TimeoutException)
        {
            throw new PageCallRefusal(PageCallRefusal.TooLate, $"The first message must come within {HelloTimeout.TotalSeconds:0} s.");
        }
    }

    private PageCall Admit(JsonElement hello)
    {
        if (hello.ValueKind != JsonValueKind.Object || hello.Text("type") != "join")
            throw new PageCallRefusal(PageCallRefusal.Malformed, "The first message must be {\"type\": \"join\", \"token\": ..., \"voice_token\": ..., \"format\": \"opus\" or \"pcm\"}.");
        PageSoundFormat format = hello.Text("format") switch
        {
            "opus" => PageSoundFormat.Opus,
            "pcm" => PageSoundFormat.Pcm,
            var other => throw new PageCallRefusal(PageCallRefusal.Malformed, $"format is '{other}'; 'opus' and 'pcm' are allowed."),
        };
        lock (world.Gate)
        {
            if (world.Authenticate(hello.Text("token") ?? "") is not { IsBot: false } member)
                throw new PageCallRefusal(PageCallRefusal.NotAllowed, "token is no member's token.");
            if (voice.Ticket(hello.Text("voice_token")) is not { } ticket || ticket.UserId != member.Id.Value)
                throw new PageCallRefusal(PageCallRefusal.NotAllowed, "voice_token lets this member into no call: it is the token of their newest VOICE_SERVER_UPDATE.");
            return new PageCall(ticket, voice.PlainEndpoint, format);
        }
    }

    /// <summary>Runs the call until the page goes or the call ends.</summary>
    private static async Task StayAsync(IPageVoice pages, PageCallSocket page, PageCall call, Task listening, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var talking = pages.TalkAsync(call, stop.Token);
        var telling = page.TellAsync(call, stop.Token);
        try
        {
            await await Task.WhenAny(talking, listening, telling);
            if (talking.IsCompletedSuccessfully)
                throw new PageCallRefusal(PageCallRefusal.Over, await talking);
        }
        finally
        {
            call.EndSpeech();
            await stop.CancelAsync();
            await ((Task)Task.WhenAll(talking, telling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Leave(PageCall call)
    {
        lock (world.Gate)
            places.Leave(call.Ticket);
    }

    [LoggerMessage(LogLevel.Debug, "A page's call ended: {Code} {Reason}")]
    private partial void LogEnded(int code, string reason);
}
