using System.Text.Json.Nodes;
using HydraBot.DiscordEmulator;
using HydraBot.EndToEndTests.Peers;
using HydraBot.Speech;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Synthesis;
using Xunit;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>A member in the call, whose words flite speaks.</summary>
internal sealed class VoiceGuest(PeerProcess peer, EmulatedDiscord discord) : IAsyncDisposable
{
    private static readonly byte[] Silence = [0xF8, 0xFF, 0xFE];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Says phrases with a pause between, while some of the packets are lost.</summary>
    public async Task SayAsync(double loss, string voice, params string[] phrases)
    {
        var frames = new JsonArray();
        await foreach (var frame in OpusSpeech.EncodeAsync(SpeakAsync(voice, phrases), cancellationToken: Stop))
            frames.Add(Convert.ToBase64String(frame.Span));
        var dice = new Random(7);
        discord.Voice.Relay.Weather = packet => dice.NextDouble() < loss ? null : packet;
        await peer.TellAsync(new JsonObject { ["do"] = "speak", ["frames"] = frames });
        await peer.SaidAsync("played");
        discord.Voice.Relay.Weather = null;
    }

    /// <summary>The bot's next words, to their end.</summary>
    public async Task<Sound> HearAsync()
    {
        using var decoder = new OpusDecoder();
        var samples = new List<short>();
        var frame = new short[OpusDecoder.MostSamples];
        for (int silent = 0; silent < 5;)
        {
            var heard = Convert.FromHexString((await peer.SaidAsync("heard"))["frame"]!.GetValue<string>());
            var isSilence = heard.AsSpan().SequenceEqual(Silence);
            if (isSilence && samples.Count == 0)
                continue;
            silent = isSilence ? silent + 1 : 0;
            samples.AddRange(frame.AsSpan(0, decoder.Decode(heard, frame)));
        }
        return new Sound(samples.ToArray(), Sound.OpusRate).At(Sound.SpeechRate);
    }

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    private static async IAsyncEnumerable<Sound> SpeakAsync(string voice, string[] phrases)
    {
        var flite = ProcessSynthesizer.Flite("flite", voice, TimeProvider.System, TimeSpan.FromSeconds(10));
        foreach (var phrase in phrases)
        {
            yield return new Sound(new short[Sound.SpeechRate * 6 / 10], Sound.SpeechRate);
            await foreach (var sound in flite.SpeakAsync(phrase, Stop))
                yield return sound;
        }
        yield return new Sound(new short[Sound.SpeechRate / 5], Sound.SpeechRate);
    }
}
