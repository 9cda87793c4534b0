using System.Text;
using HydraBot.Speech.Recognition;

namespace HydraBot.Speech.Wyoming;

/// <summary>Speech to text on a Wyoming server.</summary>
public sealed class WyomingTranscription(WyomingServer server, TimeProvider time) : ISpeechToText
{
    private const int Chunk = 1600;

    /// <inheritdoc />
    public string Name => "wyoming";

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken) => server.TalkAsync(
        async (stream, next) =>
        {
            var ask = new WyomingEvent("transcribe");
            if (!string.IsNullOrEmpty(context.Language))
                ask.Data["language"] = context.Language;
            await stream.WriteAsync(ask, cancellationToken);
            var sound = speech.At(Sound.SpeechRate);
            await stream.WriteAsync(WyomingEvent.AudioStart(sound.Rate), cancellationToken);
            for (var at = 0; at < sound.Samples.Length; at += Chunk)
                await stream.WriteAsync(WyomingEvent.AudioChunk(new Sound(sound.Samples.Slice(at, Math.Min(Chunk, sound.Samples.Length - at)), sound.Rate)), cancellationToken);
            await stream.WriteAsync(new WyomingEvent("audio-stop"), cancellationToken);
            var pieces = new StringBuilder();
            while (true)
            {
                var word = await next();
                switch (word.Type)
                {
                    case "transcript":
                        return HallucinationGates.Judge(word.Text("text") ?? "", speech, null, Name);
                    case "transcript-chunk":
                        pieces.Append(word.Text("text"));
                        break;
                    case "transcript-stop" when pieces.Length > 0:
                        return HallucinationGates.Judge(pieces.ToString(), speech, null, Name);
                }
            }
        },
        time,
        cancellationToken);

    /// <inheritdoc />
    public Task CheckAsync(CancellationToken cancellationToken) => server.CheckAsync("asr", time, cancellationToken);
}
