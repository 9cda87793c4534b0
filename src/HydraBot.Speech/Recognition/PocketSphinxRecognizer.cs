using System.Text;
using HydraBot.Speech.Processes;

namespace HydraBot.Speech.Recognition;

/// <summary>
/// PocketSphinx as a process a sentence, with the grammar alone: no download, some 50 ms each. It knows no other words, so what it hears is taken with doubt: beside the
/// phrases stand the commonest words, and a hearing that would be too slow or too fast for its phones is none.
/// </summary>
public sealed class PocketSphinxRecognizer(PocketSphinxOptions options, TimeProvider time) : ISpeechToText, IDisposable
{
    private const string HowToGet = "Debian and Ubuntu: apt-get install pocketsphinx pocketsphinx-en-us.";
    private const int MostGrammars = 8;

    /// <summary>What each word costs: with PocketSphinx's own 0.65 a row of short other words beats real phrases.</summary>
    private const string WordCost = "1e-3";

    /// <summary>
    /// How much worse than the best a way may be and still be followed. PocketSphinx's own, 1e-48 and 7e-29, are meant for dictation: they drop the phrase that was said while another is ahead, and
    /// let a short command stand for a long sentence since nothing else is left at its end.
    /// </summary>
    private const string SoundBeam = "1e-80";
    private const string WordBeam = "1e-60";

    /// <summary>How many Gaussians of a sound are looked at, of 128; PocketSphinx's own 4 take a third longer and hear no more of these commands.</summary>
    private const string Gaussians = "2";

    /// <summary>Seconds a phone that nobody speaks: measured speech is at 0.05 to 0.15.</summary>
    private const double Slowest = 0.24;
    private const double Fastest = 0.025;

    private readonly Pronunciations _pronunciations = new(Path.Combine(options.Model, "cmudict-en-us.dict"), options.Flite, options.Espeak, time);
    private readonly SemaphoreSlim _compiling = new(1, 1);
    private readonly LinkedList<CompiledGrammar> _compiled = [];
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("hydrabot-grammar-"));

    /// <inheritdoc />
    public string Name => "pocketsphinx";

    /// <inheritdoc />
    public bool IsOpen => false;

    /// <inheritdoc />
    public async Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken)
    {
        if (context.Grammar.Phrases.Count == 0)
            return new Transcript("", Name, "There is no phrase to listen for.");
        var grammar = await CompileAsync(context.Grammar, cancellationToken);
        var sound = speech.At(Sound.SpeechRate);
        var output = await ProcessCall.RunAsync(
            options.Program,
            [
                "-hmm", Path.Combine(options.Model, "en-us"), "-dict", grammar.Dictionary, "-fsg", grammar.File, "-ctl", grammar.Control, "-cepdir", "/dev", "-cepext", "",
                "-adcin", "yes", "-wip", WordCost, "-beam", SoundBeam, "-pbeam", SoundBeam, "-wbeam", WordBeam, "-topn", Gaussians, "-hyp", "/dev/stdout", "-logfn", "/dev/null",
            ],
            PcmBytes.Write(Padded(sound.Samples.Span)), HowToGet, time, options.Limit, cancellationToken);
        var line = Encoding.UTF8.GetString(output).Trim('\0', '\n', ' ');
        var end = line.LastIndexOf('(');
        return Judge(end < 0 ? "" : line[..end].Trim(), grammar, sound);
    }

    /// <inheritdoc />
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Path.Combine(options.Model, "en-us")) || !File.Exists(Path.Combine(options.Model, "cmudict-en-us.dict")))
            throw new SpeechException($"PocketSphinx's model is not in {options.Model}. {HowToGet}");
        await TranscribeAsync(new Sound(new short[1600], Sound.SpeechRate), new RecognitionContext(SpokenGrammar.Of("yes")), cancellationToken);
    }

    /// <summary>Removes what it wrote.</summary>
    public void Dispose()
    {
        _compiling.Dispose();
        if (_folder.IsValueCreated)
            _folder.Value.Delete(recursive: true);
    }

    private Transcript Judge(string text, CompiledGrammar grammar, Sound sound)
    {
        if (text.Length == 0)
            return new Transcript("", Name);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.FirstOrDefault(grammar.Others.Contains) is { } other)
            return new Transcript("", Name, $"It sounded like other words ({other}).");
        var phones = words.Sum(word => grammar.Phones.GetValueOrDefault(word, 4));
        var pace = Loudness.VoicedSeconds(sound) / phones;
        return pace is < Fastest or > Slowest
            ? new Transcript("", Name, $"Nobody says '{text}' at {pace * 1000:0} ms a sound.")
            : new Transcript(text, Name);
    }

    private async Task<CompiledGrammar> CompileAsync(SpokenGrammar grammar, CancellationToken cancellationToken)
    {
        var digest = grammar.Digest;
        await _compiling.WaitAsync(cancellationToken);
        try
        {
            if (_compiled.FirstOrDefault(known => known.Digest == digest) is { } found)
                return found;
            var made = await CompiledGrammar.WriteAsync(grammar, digest, _folder.Value.FullName, _pronunciations, cancellationToken);
            _compiled.AddFirst(made);
            if (_compiled.Count > MostGrammars)
                _compiled.RemoveLast();
            return made;
        }
        finally
        {
            _compiling.Release();
        }
    }

    /// <summary>A fifth of a second of near silence around it: the decoder's noise floor needs some, and a word that begins at once is cut.</summary>
    private static short[] Padded(ReadOnlySpan<short> samples)
    {
        const int pad = Sound.SpeechRate / 5;
        var padded = new short[samples.Length + (2 * pad)];
        samples.CopyTo(padded.AsSpan(pad));
        for (var i = 0; i < padded.Length; i++)
            padded[i] += (short)(i * 31 % 7 - 3);
        return padded;
    }
}
