using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Speech.Wyoming;

/// <summary>Text to speech on a Wyoming server.</summary>
public sealed class WyomingSpeech(WyomingServer server, string? voice, TimeProvider time) : ITextToSpeech
{
    /// <inheritdoc />
    public string Name => "wyoming";

    /// <inheritdoc />
    public async IAsyncEnumerable<Sound> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sentence in Sentences.Split(SpokenForm.Of(text)))
        {
            await using var stream = await server.ConnectAsync(time, cancellationToken);
            var ask = new WyomingEvent("synthesize", new JsonObject { ["text"] = sentence });
            if (!string.IsNullOrEmpty(voice))
                ask.Data["voice"] = new JsonObject { ["name"] = voice };
            await stream.WriteAsync(ask, cancellationToken);
            await foreach (var sound in HearAsync(stream, cancellationToken))
                yield return sound;
        }
    }

    /// <inheritdoc />
    public Task CheckAsync(CancellationToken cancellationToken) => server.CheckAsync("tts", time, cancellationToken);

    private async IAsyncEnumerable<Sound> HearAsync(WyomingStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (rate, channels) = (22_050, 1);
        while (true)
        {
            var word = await server.NextAsync(stream, time, cancellationToken);
            switch (word.Type)
            {
                case "audio-start" or "audio-chunk":
                    (rate, channels) = (word.Number("rate") ?? rate, word.Number("channels") ?? channels);
                    if ((word.Number("width") ?? 2) != 2 || rate is < 8000 or > 192_000 || channels is < 1 or > 2)
                        throw new SpeechException($"The Wyoming server at {server.Host}:{server.Port} sends sound that is not 16-bit PCM.");
                    if (word.Payload.Length > 1)
                        yield return new Sound(PcmBytes.Mix(PcmBytes.Read(word.Payload.Span), channels), rate);
                    break;
                case "audio-stop":
                    yield break;
            }
        }
    }
}
