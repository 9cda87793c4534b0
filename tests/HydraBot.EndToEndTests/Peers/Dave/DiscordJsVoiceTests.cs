using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Discord.Voice;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.Tests.Discord.Voice;
using Xunit;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>discord.js's own voice client with davey, and HydraBot's, in one channel of the emulated voice server.</summary>
public sealed class DiscordJsVoiceTests : IAsyncLifetime
{
    private const int Sounds = 50;

    private VoiceHouse _house = null!;
    private string _certificate = null!;

    public async ValueTask InitializeAsync()
    {
        DaveyPeers.Require();
        _house = await VoiceHouse.OpenAsync();
        _certificate = Path.Combine(Directory.CreateTempSubdirectory("hydrabot-voice-").FullName, "voice.pem");
        await File.WriteAllTextAsync(_certificate, _house.Voice.CertificatePem, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is null)
            return;
        await _house.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_certificate)!, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_hear_each_other_byte_for_byte_and_show_the_same_codes(bool hydraIsFirst)
    {
        VoiceMember hydra;
        PeerProcess peer;
        if (hydraIsFirst)
        {
            hydra = await _house.JoinAsync(1);
            peer = await StartPeerAsync(2);
        }
        else
        {
            peer = await StartPeerAsync(2);
            hydra = await _house.JoinAsync(1);
        }
        await using (peer)
        {
            await hydra.EpochAsync(1);
            Assert.Equal(hydra.Connection.Privacy.Code, await PrivacyAsync(peer, hydra.Connection.Privacy.Code!));
            await peer.TellAsync(new JsonObject { ["do"] = "verification", ["user"] = "1" });
            Assert.Equal(hydra.Connection.VerificationCode(2), (await peer.SaidAsync("verification"))["code"]!.GetValue<string>());
            await HydraTalksAsync(hydra, peer);
            await PeerTalksAsync(peer, hydra);
        }
    }

    [Fact]
    public async Task Three_of_two_makes_stay_together_when_one_leaves_and_comes_back()
    {
        var first = await _house.JoinAsync(1);
        await using var peer = await StartPeerAsync(2);
        await first.EpochAsync(1);
        var second = await _house.JoinAsync(3);
        await Task.WhenAll(first.EpochAsync(2), second.EpochAsync(2));
        await PrivacyAsync(peer, first.Connection.Privacy.Code!);
        await second.LeaveAsync();
        await first.EpochAsync(3);
        await PrivacyAsync(peer, first.Connection.Privacy.Code!);
        var again = await _house.JoinAsync(3);
        await Task.WhenAll(first.EpochAsync(4), again.EpochAsync(4));
        await PrivacyAsync(peer, again.Connection.Privacy.Code!);
        await HydraTalksAsync(again, peer);
        await PeerTalksAsync(peer, first);
    }

    private static async Task HydraTalksAsync(VoiceMember hydra, PeerProcess peer)
    {
        await peer.TellAsync(new JsonObject { ["do"] = "listen", ["user"] = hydra.UserId.ToString(CultureInfo.InvariantCulture) });
        await peer.SaidAsync("listening");
        await hydra.Connection.SpeakAsync(VoiceMember.Sound(Sounds, mark: 7), TestContext.Current.CancellationToken);
        for (var i = 0; i < Sounds; i++)
        {
            var heard = await peer.SaidAsync("heard", word => word["frame"]!.GetValue<string>() != "f8fffe");
            Assert.Equal(Convert.ToHexStringLower([0x78, 7, (byte)i, 0, 1, 2, 3, 4, 5, 6, 7, 8]), heard["frame"]!.GetValue<string>());
        }
    }

    private static async Task PeerTalksAsync(PeerProcess peer, VoiceMember hydra)
    {
        while (hydra.Connection.Frames.TryRead(out _))
        {
            // What was heard before is not what is tested now.
        }
        await peer.TellAsync(new JsonObject { ["do"] = "play", ["count"] = Sounds, ["mark"] = 9 });
        var heard = (await hydra.HearAsync()).Where(frame => frame.UserId == 2 && frame.Opus.Length > 3).ToList();
        Assert.Equal(Sounds, heard.Count);
        Assert.All(heard, (frame, i) => Assert.Equal([0x78, 9, (byte)i, 0, 1, 2, 3, 4, 5, 6, 7, 8], frame.Opus.ToArray()));
        await peer.SaidAsync("played");
    }

    /// <summary>Asks until the peer shows this code: it learns of an epoch a moment later or earlier than we do.</summary>
    private static async Task<string> PrivacyAsync(PeerProcess peer, string expected)
    {
        for (var attempt = 0; ; attempt++)
        {
            await peer.TellAsync(new JsonObject { ["do"] = "privacy" });
            var code = (await peer.SaidAsync("privacy"))["code"]?.GetValue<string>();
            if (code == expected || attempt == 200)
                return code ?? "";
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private async Task<PeerProcess> StartPeerAsync(ulong userId)
    {
        var session = $"session-{userId}";
        var token = _house.Voice.Admit(VoiceHouse.GuildId, VoiceHouse.ChannelId, userId, session);
        var peer = PeerProcess.StartIn(
            PeerProcess.FolderOf("davey"), "voice.mjs", ("GUILD_ID", $"{VoiceHouse.GuildId}"), ("CHANNEL_ID", $"{VoiceHouse.ChannelId}"), ("USER_ID", $"{userId}"),
            ("SESSION_ID", session), ("TOKEN", token), ("ENDPOINT", _house.Voice.SecureEndpoint), ("NODE_EXTRA_CA_CERTS", _certificate));
        await peer.SaidAsync("ready");
        return peer;
    }
}
