using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

/// <summary>A request's body: JSON, or JSON with files as multipart/form-data. https://discord.com/developers/docs/reference#uploading-files</summary>
internal sealed class RestBody
{
    private readonly byte[] _json;
    private readonly IReadOnlyList<FileUpload> _files;

    private RestBody(byte[] json, IReadOnlyList<FileUpload> files) => (_json, _files) = (json, files);

    public static RestBody Json<T>(T value, JsonTypeInfo<T> type, IReadOnlyList<FileUpload>? files = null) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, type), files ?? []);

    /// <summary>A new content for every attempt: HttpClient disposes of what it sent.</summary>
    public HttpContent ToContent()
    {
        var json = new ByteArrayContent(_json);
        json.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (_files.Count == 0)
            return json;

        var form = new MultipartFormDataContent { { json, "payload_json" } };
        for (var i = 0; i < _files.Count; i++)
        {
            var file = new ReadOnlyMemoryContent(_files[i].Content);
            if (_files[i].ContentType is { } type)
                file.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            form.Add(file, string.Create(CultureInfo.InvariantCulture, $"files[{i}]"), _files[i].Name);
        }
        return form;
    }
}
