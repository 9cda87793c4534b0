using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Benchmarks.Voice;

/// <summary>
/// 64 clips, three voices of flite and one of eSpeak NG, sixteen commands each: "hey jarvis", a pause and the command go through Opus, lose packets by chance, wake the ear, are cut out and recognised with
/// a grammar as the catalog makes it. How many are exact, word for word, with 0, 5 and 10 % of the packets lost. Then <see cref="OtherSpeech"/>: how much of it comes out as a command.
/// </summary>
internal static class ClipsRun
{
    private const double Pause = 0.6;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Those whose "hey jarvis" the head knows. It does not know flite's awb, a Scot.</summary>
    private static readonly ITextToSpeech[] Voices =
    [
        .. new[] { "slt", "rms", "kal16" }.Select(voice => ProcessSynthesizer.Flite("flite", voice, TimeProvider.System, Limit)), ProcessSynthesizer.Espeak("espeak-ng", "en-us", TimeProvider.System, Limit),
    ];

    private static readonly string[] Containers =
        ["jellyfin", "sonarr", "home assistant", "grafana", "the database", "traefik", "pi hole", "vault warden", "node red", "next cloud", "prometheus", "uptime", "immich", "paperless"];

    private static readonly string[] Commands =
    [
        "hydra status", "status", "list containers", "list backups", "list deploys", "voice status", "restart jellyfin", "restart home assistant", "start grafana", "stop sonarr",
        "logs traefik", "restart the database", "inspect prometheus", "hydra restart node red", "what is the gpu temperature", "show briefing",
    ];

    private static readonly SpokenGrammar Grammar = new(
        [
            .. new[] { "restart", "start", "stop", "logs", "inspect", "update", "container restart", "backup" }
                .Select(verb => (IReadOnlyList<GrammarPart>)[new GrammarPart.Maybe("hydra"), new GrammarPart.Words(verb), new GrammarPart.OneOf(Containers)]),
            .. new[]
            {
                "status", "help", "list containers", "list backups", "list deploys", "list models", "voice status", "voice leave", "show briefing", "memory status", "audit verify",
                "what is the gpu temperature", "yes", "no", "approve", "refuse", "stop", "cancel",
            }.Select(phrase => (IReadOnlyList<GrammarPart>)[new GrammarPart.Maybe("hydra"), new GrammarPart.Words(phrase)]),
        ],
        ["hey jarvis", "jarvis"]);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var models = await HearingModels.FetchAsync(cancellationToken);
        using var sphinx = new PocketSphinxRecognizer(new PocketSphinxOptions(), TimeProvider.System);
        foreach (var (loss, goal) in new[] { (0, 63), (5, 62), (10, 61) })
        {
            var (woke, exact, chance) = (0, 0, new Random(loss));
            foreach (var (index, (voice, command)) in Voices.SelectMany(voice => Commands.Select(command => (voice, command))).Index())
            {
                var heard = await HearAsync(models, sphinx, await PacketsAsync(voice, command, cancellationToken), loss / 100.0, chance, cancellationToken);
                woke += heard is null ? 0 : 1;
                exact += heard?.Text == command ? 1 : 0;
                if (heard?.Text != command)
                    Console.WriteLine($"    {loss} %, voice {(index / Commands.Length) + 1}: '{command}' was {(heard is null ? "not woken for" : $"heard as '{heard.Text}' {heard.Doubt}")}");
            }
            Console.WriteLine($"{loss,2} % of the packets lost: {woke} of 64 woke, {exact} of 64 exact (goal {goal})");
        }
        await OtherSpeechAsync(sphinx, cancellationToken);
    }

    private static async Task OtherSpeechAsync(PocketSphinxRecognizer sphinx, CancellationToken cancellationToken)
    {
        var (said, taken) = (0, 0);
        foreach (var voice in Voices[..2])
        {
            foreach (var sentence in OtherSpeech.Sentences)
            {
                var sounds = await voice.SpeakAsync(sentence, cancellationToken).ToListAsync(cancellationToken);
                var heard = await sphinx.TranscribeAsync(new Sound(sounds.SelectMany(sound => sound.Samples.ToArray()).ToArray(), sounds[0].Rate), new RecognitionContext(Grammar), cancellationToken);
                (said, taken) = (said + 1, taken + (heard.Text.Length > 0 ? 1 : 0));
                if (heard.Text.Length > 0)
                    Console.WriteLine($"    '{sentence}' was heard as '{heard.Text}'");
            }
        }
        Console.WriteLine($"other speech: {taken} of {said} sentences were taken for a command");
    }

    private static async Task<List<ReadOnlyMemory<byte>>> PacketsAsync(ITextToSpeech voice, string command, CancellationToken cancellationToken)
    {
        var called = await voice.SpeakAsync("hey jarvis", cancellationToken).ToListAsync(cancellationToken);
        var said = await voice.SpeakAsync(command, cancellationToken).ToListAsync(cancellationToken);
        IEnumerable<Sound> all = [.. called, new Sound(new short[(int)(called[0].Rate * Pause)], called[0].Rate), .. said];
        return await OpusSpeech.EncodeAsync(all.ToAsyncEnumerable(), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }

    /// <summary>What was understood; null where nothing woke it or no sentence ended.</summary>
    private static async Task<Transcript?> HearAsync(
        HearingModels models, PocketSphinxRecognizer sphinx, List<ReadOnlyMemory<byte>> packets, double loss, Random chance, CancellationToken cancellationToken)
    {
        var clock = new SoundClock();
        using var ear = models.Open(clock);
        using var decoder = new StreamDecoder();
        var woke = false;
        for (var i = 0; i < packets.Count + 100; i++, clock.Advance(TimeSpan.FromMilliseconds(20)))
        {
            var events = i >= packets.Count ? ear.Tick() : ear.Hear(decoder.Push(chance.NextDouble() < loss ? [] : packets[i].Span, (uint)(i * OpusEncoder.FrameSize)));
            woke |= events.OfType<EarEvent.Woke>().Any();
            if (woke && events.OfType<EarEvent.Ended>().FirstOrDefault() is { } ended)
                return await sphinx.TranscribeAsync(ended.Speech, new RecognitionContext(Grammar), cancellationToken);
        }
        return woke ? new Transcript("", sphinx.Name, "No sentence ended.") : null;
    }

    /// <summary>Time as the packets have it.</summary>
    private sealed class SoundClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
