using System.Diagnostics;
using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Benchmarks.Voice;

/// <summary>
/// What hearing a talker costs a packet (Opus, resampling, wake word, voice activity) against the budgets of 5 ms and 4 % of a core; then the way from the end of a
/// sentence to the first sound of an answer against 700 ms, recogniser and synthesiser shown apart.
/// </summary>
internal static class SpeechRun
{
    private const int Repeats = 10;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var models = await HearingModels.FetchAsync(cancellationToken);
        var flite = ProcessSynthesizer.Flite("flite", "rms", TimeProvider.System, TimeSpan.FromSeconds(20));
        var packets = await OpusSpeech.EncodeAsync(
            flite.SpeakAsync("Hey jarvis. " + string.Join(' ', Enumerable.Repeat("It was a cold morning and the children went to the river to look for their boat.", 6)), cancellationToken), cancellationToken: cancellationToken)
            .ToListAsync(cancellationToken);
        using var ear = models.Open(TimeProvider.System);
        Hear(ear, packets);
        var before = Environment.CpuUsage.TotalTime;
        var times = Enumerable.Range(0, Repeats).SelectMany(_ => Hear(ear, packets)).Order().ToArray();
        var used = Environment.CpuUsage.TotalTime - before;
        var sound = times.Length * 20.0;
        Console.WriteLine($"a packet of 20 ms, {times.Length} of them: p50 {times[times.Length / 2]:0.000} ms, p99 {times[times.Length * 99 / 100]:0.000} ms (budget 5 ms)");
        Console.WriteLine($"a talker costs {used.TotalMilliseconds / sound:0.00%} of a core by processor time, {times.Sum() / sound:0.00%} by the clock (budget 4 %)");
        await AnswerAsync(ear, flite, cancellationToken);
    }

    private static List<double> Hear(Ear ear, List<ReadOnlyMemory<byte>> packets)
    {
        using var decoder = new StreamDecoder();
        var times = new List<double>(packets.Count);
        uint timestamp = 0;
        foreach (var packet in packets)
        {
            var began = Stopwatch.GetTimestamp();
            ear.Hear(decoder.Push(packet.Span, timestamp));
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            timestamp += 960;
        }
        return times;
    }

    /// <summary>From the last sound of a command to the first frame of its answer, in real time.</summary>
    private static async Task AnswerAsync(Ear ear, ProcessSynthesizer flite, CancellationToken cancellationToken)
    {
        using var sphinx = new PocketSphinxRecognizer(new PocketSphinxOptions(), TimeProvider.System);
        var context = new RecognitionContext(SpokenGrammar.Of("hydra status", "list containers", "restart jellyfin"));
        await sphinx.TranscribeAsync(new Sound(new short[16_000], Sound.SpeechRate), context, cancellationToken);
        var packets = await OpusSpeech.EncodeAsync(flite.SpeakAsync("hydra status", cancellationToken), cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var (endpoints, recognitions, syntheses) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            ear.Close();
            ear.Open(TimeSpan.FromSeconds(10));
            var (sentence, endpoint) = await SpeakAsync(ear, packets, cancellationToken);
            endpoints.Add(endpoint);
            var began = Stopwatch.GetTimestamp();
            var said = await sphinx.TranscribeAsync(sentence, context, cancellationToken);
            recognitions.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            began = Stopwatch.GetTimestamp();
            await OpusSpeech.EncodeAsync(flite.SpeakAsync($"All containers are healthy, {said.Text}.", cancellationToken), cancellationToken: cancellationToken).FirstAsync(cancellationToken);
            syntheses.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        var (end, hear, speak) = (Median(endpoints), Median(recognitions), Median(syntheses));
        Console.WriteLine($"from the end of a sentence, medians of 5: endpoint {end:0} ms, PocketSphinx {hear:0} ms, flite and Opus to the first frame {speak:0} ms");
        Console.WriteLine($"  end of speech to first sound: {end + hear + speak:0} ms (budget 700 ms, of which 500 ms are the endpoint)");
    }

    /// <summary>Feeds a sentence in its own time, and measures from its last loud frame to the ear's word.</summary>
    private static async Task<(Sound Sentence, double Endpoint)> SpeakAsync(Ear ear, List<ReadOnlyMemory<byte>> packets, CancellationToken cancellationToken)
    {
        using var decoder = new StreamDecoder();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var lastVoice = Stopwatch.GetTimestamp();
        for (var i = 0; ; i++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            IEnumerable<EarEvent> words = i < packets.Count ? ear.Hear(decoder.Push(packets[i].Span, (uint)(i * 960))) : ear.Tick();
            if (ear.IsSpeaking && i < packets.Count)
                lastVoice = Stopwatch.GetTimestamp();
            if (words.OfType<EarEvent.Ended>().FirstOrDefault() is { } ended)
                return (ended.Speech, Stopwatch.GetElapsedTime(lastVoice).TotalMilliseconds);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
