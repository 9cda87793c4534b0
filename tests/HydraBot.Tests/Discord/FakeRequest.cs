using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace HydraBot.Tests.Discord;

/// <summary>A request as it arrived.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, JsonNode? Json, IReadOnlyList<FakeFormPart> Form)
{
    /// <summary>Method and path below the API's base, unescaped.</summary>
    public string Route => $"{Method} {Path}";

    public bool IsCallback => Path.EndsWith("/callback", StringComparison.Ordinal);

    /// <summary>The callback's type, or null.</summary>
    public int? CallbackType => IsCallback ? (int?)Json?["type"] : null;

    public static async Task<FakeRequest> ReadAsync(HttpContext context)
    {
        var parts = new List<FakeFormPart>();
        JsonNode? json = null;
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync();
            json = JsonNode.Parse(form["payload_json"].ToString());
            foreach (var file in form.Files)
            {
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes);
                parts.Add(new FakeFormPart(file.Name, file.FileName, file.ContentType, bytes.ToArray()));
            }
        }
        else
        {
            using var reader = new StreamReader(context.Request.Body);
            if (await reader.ReadToEndAsync() is { Length: > 0 } body)
                json = JsonNode.Parse(body);
        }
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var path = context.Request.Path.Value!.Replace("/api/v10", "", StringComparison.Ordinal);
        return new FakeRequest(context.Request.Method, path, context.Request.QueryString.Value!.TrimStart('?'), headers, json, parts);
    }
}
