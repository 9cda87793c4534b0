using System.Runtime.CompilerServices;
using System.Text;
using HydraBot.Speech.Processes;

namespace HydraBot.Speech.Synthesis;

/// <summary>A program that writes a WAVE file: flite or espeak-ng, a sentence a process.</summary>
public sealed class ProcessSynthesizer : ITextToSpeech
{
    private readonly string _program;
    private readonly string _howToGet;
    private readonly Func<string, (string[] Arguments, byte[] Input)> _call;
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;

    private ProcessSynthesizer(
        string name, string program, string howToGet, Func<string, (string[], byte[])> call, TimeProvider time, TimeSpan limit) =>
        (Name, _program, _howToGet, _call, _time, _limit) = (name, program, howToGet, call, time, limit);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Flite: small, quick, freely licensed. Voices: slt, rms, awb, kal16.</summary>
    public static ProcessSynthesizer Flite(string program, string voice, TimeProvider time, TimeSpan limit) => new(
        "flite", program, "Debian and Ubuntu: apt-get install flite.", text => (["-voice", voice, "-t", text, "-o", "/dev/stdout"], []), time, limit);

    /// <summary>eSpeak NG: a hundred languages. It is under the GPL and therefore a process of its own here, never linked.</summary>
    public static ProcessSynthesizer Espeak(string program, string voice, TimeProvider time, TimeSpan limit) => new(
        "espeak-ng", program, "Debian and Ubuntu: apt-get install espeak-ng.",
        text => (["-v", voice, "-s", "165", "--stdin", "--stdout"], Encoding.UTF8.GetBytes(text)), time, limit);

    /// <inheritdoc />
    public async IAsyncEnumerable<Sound> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sentence in Sentences.Split(SpokenForm.Of(text)))
        {
            var (arguments, input) = _call(sentence);
            var file = await ProcessCall.RunAsync(_program, arguments, input, _howToGet, _time, _limit, cancellationToken);
            yield return WaveFile.Read(file);
        }
    }

    /// <inheritdoc />
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await foreach (var sound in SpeakAsync("ready", cancellationToken))
        {
            if (sound.Samples.Length == 0)
                throw new SpeechException($"{_program} makes no sound.");
        }
    }
}
