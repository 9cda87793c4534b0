using System.Text.Json;
using HydraBot.Speech.Recognition;

namespace HydraBot.Speech.Servers;

/// <summary><c>POST /v1/audio/transcriptions</c> of any OpenAI-compatible server: Speaches, LocalAI, whisper.cpp with its path set. https://platform.openai.com/docs/api-reference/audio</summary>
public sealed class ServerTranscription(SpeechServer server, HttpClient http, TimeProvider time) : ISpeechToText
{
    /// <inheritdoc />
    public string Name => "openai";

    /// <inheritdoc />
    public bool IsOpen => true;

    /// <inheritdoc />
    public async Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(WaveFile.Write(speech.At(Sound.SpeechRate)));
        file.Headers.ContentType = new("audio/wav");
        form.Add(file, "file", "speech.wav");
        form.Add(new StringContent(server.Model), "model");
        form.Add(new StringContent("verbose_json"), "response_format");
        form.Add(new StringContent("0"), "temperature");
        // Empty fields are left out: some servers take the text of an empty one literally.
        if (!string.IsNullOrEmpty(context.Language))
            form.Add(new StringContent(context.Language), "language");
        if (!string.IsNullOrEmpty(context.Hint))
            form.Add(new StringContent(context.Hint), "prompt");
        using var request = server.Request(HttpMethod.Post, "audio/transcriptions", form);
        using var answer = await server.SendAsync(http, request, time, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return Read(json.RootElement, speech);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or InvalidOperationException)
        {
            throw new SpeechException($"{request.RequestUri} answered with something that is no transcription.", exception);
        }
    }

    /// <inheritdoc />
    public Task CheckAsync(CancellationToken cancellationToken) => server.CheckAsync(http, time, cancellationToken);

    private Transcript Read(JsonElement answer, Sound speech)
    {
        if (!answer.TryGetProperty("segments", out var segments) || segments.ValueKind != JsonValueKind.Array || segments.GetArrayLength() == 0)
            return HallucinationGates.Judge(answer.GetProperty("text").GetString() ?? "", speech, null, Name);
        var text = new List<string>();
        double? worst = null;
        foreach (var segment in segments.EnumerateArray())
        {
            var quality = new SegmentQuality(Figure(segment, "avg_logprob"), Figure(segment, "no_speech_prob"), Figure(segment, "compression_ratio"));
            if (!HallucinationGates.IsSpeech(quality))
                continue;
            text.Add(segment.GetProperty("text").GetString() ?? "");
            worst = quality.LogProbability is { } mean ? Math.Min(worst ?? 0, mean) : worst;
        }
        return HallucinationGates.Judge(string.Concat(text), speech, worst, Name);
    }

    private static double? Figure(JsonElement segment, string name) =>
        segment.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
