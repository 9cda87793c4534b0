using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>Discord's REST API with nothing but an HttpClient, as one account.</summary>
public sealed class RawRest(HttpClient http, string? authorization)
{
    public Task<RawAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<RawAnswer> PostAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<RawAnswer> PatchAsync(string path, JsonNode body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<RawAnswer> PutAsync(string path, JsonNode? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<RawAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<RawAnswer> SendAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(method, path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    /// <summary>A body with files beside it.</summary>
    public Task<RawAnswer> UploadAsync(HttpMethod method, string path, JsonNode body, params (string Name, string Type, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(body.ToJsonString()), "payload_json" } };
        foreach (var (file, index) in files.Select((file, index) => (file, index)))
        {
            var part = new ByteArrayContent(file.Content);
            part.Headers.ContentType = MediaTypeHeaderValue.Parse(file.Type);
            form.Add(part, $"files[{index}]", file.Name);
        }
        return SendAsync(method, path, form);
    }

    public async Task<RawAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Headers.UserAgent.ParseAdd("DiscordBot (https://example.invalid, 1.0)");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = text.Length > 0 && response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text) : null;
        return new RawAnswer(response.StatusCode, json, response.Headers);
    }
}
