using HydraBot.Discord.Voice;
using Xunit;

namespace HydraBot.Tests.Discord.Voice;

/// <summary>The client on an emulated voice server that shares no type with it.</summary>
public sealed class VoiceConnectionTests : IAsyncLifetime
{
    private const int Sounds = 12;

    private VoiceHouse _house = null!;

    public async ValueTask InitializeAsync() => _house = await VoiceHouse.OpenAsync();

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Two_members_hear_each_other_end_to_end_encrypted_and_see_the_same_code()
    {
        var (first, second) = await TwoAsync();
        Assert.Equal(first.Connection.Privacy.Code, second.Connection.Privacy.Code);
        Assert.Equal(30, first.Connection.Privacy.Code!.Length);
        Assert.Equal(first.Connection.VerificationCode(2), second.Connection.VerificationCode(1));
        await TalkAsync(first, second);
        await TalkAsync(second, first);
    }

    [Fact]
    public async Task What_is_said_ends_with_five_frames_of_silence_and_is_paced_in_order()
    {
        // What is paced is what is said; a pause of the machine would be a pause in it.
        var (first, second) = await TwoAsync(new UnpausedClock());
        var hearing = second.HearAsync();
        await first.Connection.SpeakAsync(VoiceMember.Sound(Sounds), Patience.Token);
        var heard = await hearing;
        Assert.Equal(Sounds + 5, heard.Count);
        Assert.All(heard, frame => Assert.Equal(1UL, frame.UserId));
        for (var i = 1; i < heard.Count; i++)
        {
            Assert.Equal((ushort)(heard[i - 1].Sequence + 1), heard[i].Sequence);
            Assert.Equal(heard[i - 1].Timestamp + 960, heard[i].Timestamp);
        }
    }

    [Fact]
    public async Task Members_who_come_and_go_change_the_epoch_and_the_code_for_all()
    {
        var (first, second) = await TwoAsync();
        var before = first.Connection.Privacy.Code;
        var third = await _house.JoinAsync(3);
        await Task.WhenAll(first.EpochAsync(2), second.EpochAsync(2), third.EpochAsync(2));
        Assert.NotEqual(before, first.Connection.Privacy.Code);
        Assert.Equal(first.Connection.Privacy.Code, third.Connection.Privacy.Code);
        Assert.Equal([1UL, 2UL, 3UL], third.Connection.Privacy.Members.Select(member => member.UserId).Order());
        await third.LeaveAsync();
        await Task.WhenAll(first.EpochAsync(3), second.EpochAsync(3));
        Assert.Equal(first.Connection.Privacy.Code, second.Connection.Privacy.Code);
        Assert.Equal([1UL, 2UL], first.Connection.Privacy.Members.Select(member => member.UserId).Order());
        await TalkAsync(first, second);
        var again = await _house.JoinAsync(3);
        await Task.WhenAll(first.EpochAsync(4), again.EpochAsync(4));
        await TalkAsync(again, first);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4015)]
    [InlineData(1001)]
    public async Task A_connection_that_breaks_is_resumed_where_it_stopped_and_misses_nothing(int? code)
    {
        var (first, second) = await TwoAsync();
        var channel = _house.Voice.ChannelOf(VoiceHouse.ChannelId);
        lock (channel.Gate)
            channel.Sessions.Single(session => session.UserId == 2).Close(code);
        var resume = await _house.SaidAsync(2, 7);
        Assert.True(resume!.Value.GetProperty("seq_ack").GetInt32() > 0);
        // Said while it was away, or right after: either way it must be known.
        var third = await _house.JoinAsync(3);
        await Task.WhenAll(first.EpochAsync(2), second.EpochAsync(2), third.EpochAsync(2));
        Assert.Equal(first.Connection.Privacy.Code, second.Connection.Privacy.Code);
        await TalkAsync(third, second);
    }

    [Theory]
    [InlineData(4014, true)]
    [InlineData(4017, false)]
    [InlineData(4021, false)]
    [InlineData(4022, false)]
    [InlineData(4006, true)]
    [InlineData(4004, false)]
    public async Task A_connection_that_is_ended_says_why_and_whether_to_ask_again(int code, bool mayRejoin)
    {
        var member = await _house.JoinAsync(1);
        var channel = _house.Voice.ChannelOf(VoiceHouse.ChannelId);
        lock (channel.Gate)
            channel.Sessions.Single().Close(code);
        var closed = await Assert.ThrowsAsync<VoiceClosedException>(() => member.Running.WaitAsync(Patience.Token));
        Assert.Equal(code, closed.CloseCode);
        Assert.Equal(mayRejoin, closed.MayRejoin);
    }

    [Fact]
    public async Task A_token_that_is_not_known_ends_the_connection_at_once()
    {
        var member = _house.Start(1, token: "wrong");
        var closed = await Assert.ThrowsAsync<VoiceClosedException>(() => member.Connection.WaitUntilReadyAsync(Patience.Token));
        Assert.Equal(4004, closed.CloseCode);
        await Assert.ThrowsAsync<VoiceClosedException>(() => member.Running);
    }

    [Fact]
    public async Task Heartbeats_name_the_last_message_and_a_silent_server_is_left_and_resumed()
    {
        _house.Voice.HeartbeatInterval = 40;
        var member = await _house.JoinAsync(1);
        var beat = await _house.SaidAsync(1, 3);
        Assert.True(beat!.Value.GetProperty("seq_ack").GetInt32() >= -1);
        _house.Voice.IgnoresHeartbeats = true;
        await _house.SaidAsync(1, 7);
        _house.Voice.IgnoresHeartbeats = false;
        Assert.False(member.Running.IsCompleted);
    }

    [Fact]
    public async Task Packets_that_are_lost_doubled_or_changed_on_the_way_are_named_or_dropped()
    {
        var (first, second) = await TwoAsync();
        var count = 0;
        _house.Voice.Relay.Weather = packet => Interlocked.Increment(ref count) switch
        {
            4 or 9 => null,
            6 => Changed(packet),
            _ => packet,
        };
        var hearing = second.HearAsync();
        await first.Connection.SpeakAsync(VoiceMember.Sound(Sounds), Patience.Token);
        var heard = await hearing;
        Assert.Equal(Sounds + 5, heard.Count);
        Assert.Equal(3, heard.Count(frame => frame.IsLost));
    }

    [Fact]
    public async Task Whoever_stops_listening_still_ends_what_it_says()
    {
        var (first, second) = await TwoAsync();
        using var bargeIn = CancellationTokenSource.CreateLinkedTokenSource(Patience.Token);
        var begun = new TaskCompletionSource();
        var hearing = second.HearAsync(begun);
        var speaking = first.Connection.SpeakAsync(VoiceMember.Sound(100_000), bargeIn.Token);
        await begun.Task.WaitAsync(Patience.Token);
        await bargeIn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => speaking);
        Assert.True((await hearing).Count >= 5);
    }

    private static byte[] Changed(byte[] packet)
    {
        packet[20] ^= 1;
        return packet;
    }

    private static async Task TalkAsync(VoiceMember from, VoiceMember to)
    {
        var hearing = to.HearAsync();
        await from.Connection.SpeakAsync(VoiceMember.Sound(Sounds, (byte)from.UserId), Patience.Token);
        var heard = (await hearing).Where(frame => frame.UserId == from.UserId && frame.Opus.Length > 3).ToList();
        Assert.Equal(Sounds, heard.Count);
        Assert.All(heard, (frame, i) => Assert.Equal([0x78, (byte)from.UserId, (byte)i], frame.Opus[..3].ToArray()));
    }

    private async Task<(VoiceMember First, VoiceMember Second)> TwoAsync(TimeProvider? time = null)
    {
        var first = await _house.JoinAsync(1, time);
        var second = await _house.JoinAsync(2);
        await Task.WhenAll(first.EpochAsync(1), second.EpochAsync(1));
        return (first, second);
    }
}
