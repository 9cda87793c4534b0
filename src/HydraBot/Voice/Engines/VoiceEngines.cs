using HydraBot.Speech;
using HydraBot.Speech.Engines;
using HydraBot.Speech.Recognition;
using HydraBot.Speech.Recognition.Whisper;
using HydraBot.Speech.Servers;
using HydraBot.Speech.Synthesis;
using HydraBot.Speech.Synthesis.Kokoro;
using HydraBot.Speech.Wyoming;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice.Engines;

/// <summary>The recognisers and synthesisers that the settings name, made when first used.</summary>
internal sealed class VoiceEngines : IDisposable
{
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromSeconds(15);

    private readonly VoiceOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<RecognizerChain> _recognizer;
    private readonly Lazy<SynthesizerChain> _synthesizer;
    private readonly Lazy<HttpClient> _http = new(() => new HttpClient { Timeout = Timeout.InfiniteTimeSpan });

    public VoiceEngines(IOptions<VoiceOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time) = (options.Value, time);
        _recognizer = new(() => new RecognizerChain([.. _options.RecognitionOrder().Select(MakeRecognizer)], time, loggers.CreateLogger<RecognizerChain>()));
        _synthesizer = new(() => new SynthesizerChain([.. _options.SynthesisOrder().Select(MakeSynthesizer)], time, loggers.CreateLogger<SynthesizerChain>()));
    }

    public RecognizerChain Recognizer => _recognizer.Value;

    public SynthesizerChain Synthesizer => _synthesizer.Value;

    /// <summary>Whether a recogniser understands anything, or its grammar alone.</summary>
    public bool IsOpen(string engine) => Recognizer.Engines.FirstOrDefault(known => known.Name == engine)?.IsOpen ?? false;

    /// <summary>What keeps it from hearing or speaking, and how to get that; nothing where all is well.</summary>
    public async Task<IReadOnlyList<(string Part, string Reason)>> TroublesAsync(CancellationToken cancellationToken)
    {
        var troubles = new List<(string, string)>();
        foreach (var (part, check) in new (string, Func<CancellationToken, Task>)[] { ("hearing", Recognizer.CheckAsync), ("speech", Synthesizer.CheckAsync) })
        {
            try
            {
                await check(cancellationToken);
            }
            catch (SpeechException exception)
            {
                troubles.Add((part, exception.Message));
            }
        }

        return troubles;
    }

    public void Dispose()
    {
        if (_recognizer.IsValueCreated)
        {
            foreach (var engine in _recognizer.Value.Engines.OfType<IDisposable>())
                engine.Dispose();
        }
        if (_synthesizer.IsValueCreated)
        {
            foreach (var engine in _synthesizer.Value.Engines.OfType<IDisposable>())
                engine.Dispose();
        }
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private ISpeechToText MakeRecognizer(string name) => name switch
    {
        "openai" => new ServerTranscription(Server(_options.OpenAi.TranscriptionModel ?? "whisper-1"), _http.Value, _time),
        "whisper" => new WhisperRecognizer(_options.Whisper.ToOptions()),
        "wyoming" when WyomingOptions.TryRead(_options.Wyoming.Recognition, out var server) => new WyomingTranscription(server, _time),
        _ => new PocketSphinxRecognizer(new PocketSphinxOptions(), _time),
    };

    private ITextToSpeech MakeSynthesizer(string name) => name switch
    {
        "openai" => new ServerSpeech(Server(_options.OpenAi.SpeechModel ?? "kokoro"), _options.OpenAi.SpeechVoice, _http.Value, _time),
        "kokoro" => new KokoroSynthesizer(_options.Kokoro.ToOptions(), _time),
        "wyoming" when WyomingOptions.TryRead(_options.Wyoming.Synthesis, out var server) => new WyomingSpeech(server, _options.Wyoming.Voice, _time),
        "espeak-ng" => ProcessSynthesizer.Espeak("espeak-ng", _options.Flite.Espeak, _time, ProcessLimit),
        _ => ProcessSynthesizer.Flite("flite", _options.Flite.Voice, _time, ProcessLimit),
    };

    private SpeechServer Server(string model) => new(new Uri(_options.OpenAi.Url!), _options.OpenAi.ApiKey, model);
}
