using HydraBot.Discord;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Discord.Voice;
using HydraBot.DiscordEmulator;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HydraBot.Tests.Discord.Voice;

/// <summary>A bot that enters a voice channel over the whole way: main gateway, voice gateway, UDP.</summary>
public sealed class VoiceCallTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hydrabot-call-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private EmulatedDiscord _discord = null!;
    private DiscordClient _client = null!;
    private Task _running = null!;
    private Snowflake _guild;
    private Snowflake _channel;

    public async ValueTask InitializeAsync()
    {
        _discord = await EmulatedDiscord.StartAsync(
            new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = _folder }, NullLoggerFactory.Instance, TimeProvider.System, Patience.Token);
        _client = new DiscordClient(new DiscordClientOptions
        {
            Token = _discord.BotToken,
            ApiBaseUrl = _discord.ApiBaseUrl,
            Intents = GatewayIntents.Guilds | GatewayIntents.GuildVoiceStates,
        });
        var guild = new TaskCompletionSource<GuildCreate>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var seen = _client.On<GuildCreate>((created, _) =>
        {
            guild.TrySetResult(created);
            return Task.CompletedTask;
        });
        _running = _client.RunAsync(_stop.Token);
        var created = await guild.Task.WaitAsync(Patience.Token);
        _guild = created.Id;
        _channel = created.Channels!.Single(channel => channel.Name == "voice").Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        await _discord.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_joins_is_heard_and_leaves()
    {
        using var leave = new CancellationTokenSource();
        var call = _client.CreateVoiceCall(_guild, _channel);
        var staying = call.RunAsync(leave.Token);
        await call.WaitUntilReadyAsync(Patience.Token);
        await using var other = await OtherAsync();
        await other.EpochAsync(1);
        Assert.Equal(call.Connection!.Privacy.Code, other.Connection.Privacy.Code);
        var hearing = other.HearAsync();
        while (!call.Connection.Privacy.IsEndToEndEncrypted)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Patience.Token);
        await call.SpeakAsync(VoiceMember.Sound(5), Patience.Token);
        Assert.Equal(10, (await hearing).Count);
        await leave.CancelAsync();
        await staying.WaitAsync(Patience.Token);
    }

    [Fact]
    public async Task It_comes_back_after_its_voice_session_was_lost()
    {
        using var leave = new CancellationTokenSource();
        var connections = System.Threading.Channels.Channel.CreateUnbounded<VoiceConnection>();
        var call = _client.CreateVoiceCall(_guild, _channel);
        call.Connecting = connection => connections.Writer.TryWrite(connection);
        var staying = call.RunAsync(leave.Token);
        await (await connections.Reader.ReadAsync(Patience.Token)).WaitUntilReadyAsync(Patience.Token);

        // 4006: the session is gone on the voice server; the call asks the main gateway in again.
        var channel = _discord.Voice.ChannelOf(_channel.Value);
        lock (channel.Gate)
            channel.Sessions.Single().Close(4006);
        var second = await connections.Reader.ReadAsync(Patience.Token);
        await second.WaitUntilReadyAsync(Patience.Token);
        Assert.False(staying.IsCompleted);
        await leave.CancelAsync();
        await staying.WaitAsync(Patience.Token);
    }

    [Fact]
    public async Task A_channel_that_gives_no_answer_is_an_error_that_says_so()
    {
        var time = new ManualTime();
        var call = new VoiceCall(new SilentDoor(), new Snowflake(1), new Snowflake(2), null, time);
        var staying = call.RunAsync(Patience.Token);
        await time.PassAsync(TimeSpan.FromSeconds(15));
        var refused = await Assert.ThrowsAsync<DiscordException>(() => staying);
        Assert.Contains("is it full", refused.Message, StringComparison.Ordinal);
    }

    private async Task<VoiceMember> OtherAsync()
    {
        var token = _discord.Voice.Admit(_guild.Value, _channel.Value, 5, "session-5");
        var member = new VoiceMember(new VoiceConnection(new VoiceServer(_guild.Value, _channel.Value, 5, "session-5", token, _discord.Voice.PlainEndpoint)), 5);
        await member.Connection.WaitUntilReadyAsync(Patience.Token);
        return member;
    }

    private sealed class SilentDoor : IVoiceDoor
    {
        public Snowflake UserId => new(9);

        public Task SetStateAsync(Snowflake guildId, Snowflake? channelId, CancellationToken cancellationToken) => Task.CompletedTask;

        public IDisposable OnState(Action<VoiceStateUpdate> heard) => new MemoryStream();

        public IDisposable OnServer(Action<VoiceServerUpdate> heard) => new MemoryStream();
    }
}
