using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.Faults;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = Desk.Clock();
    private Desk _desk = null!;
    private RawGateway _bot = null!;
    private string _messages = null!;

    public async ValueTask InitializeAsync()
    {
        _desk = await Desk.OpenAsync(_clock);
        _bot = await _desk.LogInBotAsync();
        _messages = $"channels/{await _desk.ChannelAsync("command")}/messages";
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _desk.DisposeAsync();
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(4009)]
    [InlineData(1001)]
    public async Task Close_closes_with_the_code(int code)
    {
        await _desk.FaultAsync("close", code);
        Assert.Equal(code, await _bot.ClosedAsync());
    }

    [Fact]
    public async Task Reconnect_sends_op_7_and_invalid_session_sends_op_9_with_what_was_asked()
    {
        await _desk.FaultAsync("reconnect");
        await _bot.OpAsync(7);
        await _desk.FaultAsync("invalid_session", true);
        Assert.True((await _bot.OpAsync(9))["d"]!.GetValue<bool>());
        await _desk.FaultAsync("invalid_session", false);
        Assert.False((await _bot.OpAsync(9))["d"]!.GetValue<bool>());
        _clock.Advance(TimeSpan.FromSeconds(5));
        await _bot.IdentifyAsync(_desk.Discord.BotToken, 1);
        await _bot.EventAsync("READY");
    }

    [Fact]
    public async Task A_slow_handshake_is_held_back_until_the_fault_is_lifted()
    {
        await _desk.FaultAsync("slow_tls", 400);
        Assert.True(await HandshakeAsync() >= TimeSpan.FromMilliseconds(400));
        await _desk.FaultAsync("none");
        Assert.True(await HandshakeAsync() < TimeSpan.FromMinutes(1));
    }

    private async Task<TimeSpan> HandshakeAsync()
    {
        var (host, port) = _desk.Discord.Voice.SecureEndpoint.Split(':') is [var name, var number] ? (name, int.Parse(number, CultureInfo.InvariantCulture)) : default;
        var began = TimeProvider.System.GetTimestamp();
        using var client = new TcpClient();
        await client.ConnectAsync(host!, port, TestContext.Current.CancellationToken);
        await using var secure = new SslStream(client.GetStream(), leaveInnerStreamOpen: false);
        using var own = X509Certificate2.CreateFromPem(_desk.Discord.Voice.CertificatePem);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { own }, RevocationMode = X509RevocationMode.NoCheck },
        };
        await secure.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        return TimeProvider.System.GetElapsedTime(began);
    }

    [Fact]
    public async Task Drop_ends_the_connection_without_a_close_frame()
    {
        await _desk.FaultAsync("drop");
        Assert.Null(await _bot.ClosedAsync());
        Assert.Equal(WebSocketState.Aborted, _bot.State);
    }

    [Fact]
    public async Task Silent_says_nothing_on_this_connection_and_speaks_on_the_next()
    {
        await _desk.FaultAsync("silent");
        await _bot.SendAsync(1, null);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await using var next = await _desk.LogInBotAsync();
        await next.SendAsync(1, null);
        await next.OpAsync(11);
        Assert.DoesNotContain(_bot.Received, message => message["op"]!.GetValue<int>() == 11);
    }

    [Fact]
    public async Task Duplicate_sends_an_event_twice_with_the_same_number_until_none()
    {
        await _desk.FaultAsync("duplicate");
        await SayAsync("twice");
        var first = await _bot.NextAsync(IsMessage);
        var second = await _bot.NextAsync(IsMessage);
        Assert.Equal(first["s"]!.GetValue<long>(), second["s"]!.GetValue<long>());
        await _desk.FaultAsync("none");
        await SayAsync("once");
        Assert.Equal(first["s"]!.GetValue<long>() + 1, (await _bot.NextAsync(IsMessage))["s"]!.GetValue<long>());

        static bool IsMessage(JsonNode message) => message["t"]?.ToString() == "MESSAGE_CREATE";
    }

    [Fact]
    public async Task Garbage_is_no_JSON()
    {
        await _desk.FaultAsync("garbage");
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => _bot.OpAsync(11));
    }

    [Theory]
    [InlineData("user")]
    [InlineData("global")]
    [InlineData("shared")]
    public async Task Rate_limit_answers_429_in_the_scope_as_often_as_asked(string scope)
    {
        await _desk.FaultAsync("rate_limit", scope, count: 2);
        for (var time = 0; time < 2; time++)
        {
            var refused = await _desk.Bot.GetAsync("users/@me");
            Assert.Equal((HttpStatusCode.TooManyRequests, scope, "1"), (refused.Status, refused.Header("X-RateLimit-Scope"), refused.Header("Retry-After")));
            Assert.Equal(scope == "global", refused.Json!["global"]!.GetValue<bool>());
        }
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync("users/@me")).Status);
    }

    [Fact]
    public async Task Server_error_answers_with_the_status_until_none_and_members_never_see_it()
    {
        await _desk.FaultAsync("server_error", 502, count: 100);
        Assert.Equal(HttpStatusCode.BadGateway, (await _desk.Bot.GetAsync("users/@me")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _desk.Member("owner").GetAsync("users/@me")).Status);
        await _desk.FaultAsync("none");
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync("users/@me")).Status);
    }

    [Fact]
    public async Task Delay_holds_answers_back()
    {
        await _desk.FaultAsync("delay", 2_000);
        var asked = _desk.Bot.GetAsync("users/@me");
        await _desk.Member("owner").GetAsync("users/@me");
        Assert.False(asked.IsCompleted);
        while (!asked.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
        Assert.Equal(HttpStatusCode.OK, (await asked).Status);
    }

    [Fact]
    public async Task A_fault_for_one_application_spares_the_others()
    {
        var (id, token) = await _desk.AddApplicationAsync("other");
        await _desk.FaultAsync("server_error", 500, application: id);
        Assert.Equal(HttpStatusCode.OK, (await _desk.Bot.GetAsync("users/@me")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await _desk.As($"Bot {token}").GetAsync("users/@me")).Status);
    }

    [Theory]
    [InlineData("explode", null, "kind must be one of close,")]
    [InlineData("close", 99, "1000, 1001")]
    [InlineData("rate_limit", "planet", "user, global, shared")]
    [InlineData("server_error", 200, "500 to 599")]
    [InlineData("delay", -1, "0 to 600000")]
    [InlineData("invalid_session", "maybe", "true")]
    public async Task A_fault_that_does_not_exist_is_refused_with_those_that_do(string kind, object? value, string said)
    {
        var answer = await _desk.FaultAsync(kind, value is null ? null : JsonValue.Create(value));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(said, answer.Json!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("HydraBot", (await _desk.FaultAsync("none", application: "nobody")).Json!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private Task<RawAnswer> SayAsync(string content) => _desk.Member("owner").PostAsync(_messages, new JsonObject { ["content"] = content });
}
