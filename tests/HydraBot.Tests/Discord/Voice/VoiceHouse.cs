using System.Text.Json;
using HydraBot.Discord.Voice;
using HydraBot.DiscordEmulator.Voice;

namespace HydraBot.Tests.Discord.Voice;

/// <summary>An emulated voice server and the members who are connected to it.</summary>
internal sealed class VoiceHouse : IAsyncDisposable
{
    public const ulong GuildId = 11;
    public const ulong ChannelId = 927310423890473011;

    private readonly List<VoiceMember> _members = [];

    private VoiceHouse(EmulatedVoice voice) => Voice = voice;

    public EmulatedVoice Voice { get; }

    public static async Task<VoiceHouse> OpenAsync() => new(await EmulatedVoice.StartAsync(Patience.Token));

    /// <summary>Lets a member in and waits until it can talk.</summary>
    public async Task<VoiceMember> JoinAsync(ulong userId, TimeProvider? time = null)
    {
        var member = Start(userId, time: time);
        await member.Connection.WaitUntilReadyAsync(Patience.Token);
        return member;
    }

    public VoiceMember Start(ulong userId, string? token = null, TimeProvider? time = null)
    {
        var session = $"session-{userId}";
        token ??= Voice.Admit(GuildId, ChannelId, userId, session);
        var member = new VoiceMember(new VoiceConnection(new VoiceServer(GuildId, ChannelId, userId, session, token, Voice.PlainEndpoint), timeProvider: time), userId);
        _members.Add(member);
        return member;
    }

    /// <summary>The next word of this opcode that a member said to the voice gateway.</summary>
    public async Task<JsonElement?> SaidAsync(ulong userId, int opcode)
    {
        while (true)
        {
            var said = await Voice.Said.ReadAsync(Patience.Token);
            if (said.UserId == userId && said.Opcode == opcode)
                return said.Data;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.DisposeAsync();
        await Voice.DisposeAsync();
    }
}

/// <summary>A connection that runs.</summary>
internal sealed class VoiceMember : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public VoiceMember(VoiceConnection connection, ulong userId)
    {
        (Connection, UserId) = (connection, userId);
        Running = connection.RunAsync(_stop.Token);
    }

    public VoiceConnection Connection { get; }

    public ulong UserId { get; }

    public Task Running { get; }

    /// <summary>Frames of sound, each with its number in its first bytes.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> Sound(int count, byte mark = 0)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.CompletedTask;
            yield return new byte[] { 0x78, mark, (byte)i, (byte)(i >> 8), 1, 2, 3, 4, 5, 6, 7, 8 };
        }
    }

    /// <summary>Reads what is heard until the fifth frame of silence; <paramref name="begun"/> is set with the first frame.</summary>
    public async Task<List<VoiceFrame>> HearAsync(TaskCompletionSource? begun = null)
    {
        var heard = new List<VoiceFrame>();
        while (heard.Count(frame => frame.Opus.Span.SequenceEqual((ReadOnlySpan<byte>)[0xF8, 0xFF, 0xFE])) < 5)
        {
            heard.Add(await Connection.Frames.ReadAsync(Patience.Token));
            begun?.TrySetResult();
        }

        return heard;
    }

    /// <summary>Waits until the call is encrypted in this epoch or a later one.</summary>
    public async Task EpochAsync(ulong epoch)
    {
        while (Connection.Privacy is not { IsEndToEndEncrypted: true, Epoch: { } now } || now < epoch)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Patience.Token);
    }

    public async Task LeaveAsync()
    {
        await _stop.CancelAsync();
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Connection.DisposeAsync();
        _stop.Dispose();
    }
}
