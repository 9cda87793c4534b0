namespace HydraBot.DiscordEmulator.Rest;

/// <summary>A request's JSON, from the body itself or from the <c>payload_json</c> part beside files.</summary>
internal sealed record RequestBody(JsonElement Json, IReadOnlyList<UploadedFile> Files)
{
    /// <summary>What a file may weigh on a server without boosts.</summary>
    public const int MaxFileBytes = 10 * 1024 * 1024;

    private const int MaxFiles = 10;
    private static readonly RequestBody Empty = new(default, []);

    /// <exception cref="DiscordException">Not JSON, not a known content type, or too large.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method) || request.ContentLength == 0 || (request.ContentLength is null && request.ContentType is null))
            return Empty;
        try
        {
            if (request.HasFormContentType)
                return await ReadFormAsync(request, cancellationToken);
            if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true)
                return new RequestBody(await ParseAsync(request.Body, cancellationToken), []);
        }
        catch (BadHttpRequestException cause) when (cause.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw Refusal.TooLarge;
        }
        catch (InvalidDataException)
        {
            throw Refusal.TooLarge;
        }
        throw Refusal.InvalidField(
            "_misc", "CONTENT_TYPE_INVALID",
            "Expected \"Content-Type\" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.");
    }

    private static async Task<RequestBody> ReadFormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        if (form.Files.Count > MaxFiles)
            throw Refusal.InvalidField("attachments", "BASE_TYPE_MAX_LENGTH", $"Must be {MaxFiles} or fewer in length.");
        List<UploadedFile> files = [];
        JsonElement json = default;
        foreach (var part in form.Files)
        {
            if (part.Name == "payload_json")
            {
                await using var stream = part.OpenReadStream();
                json = await ParseAsync(stream, cancellationToken);
                continue;
            }
            files.Add(await ReadFileAsync(part, files.Count, cancellationToken));
        }
        if (form.TryGetValue("payload_json", out var text))
            json = Parse(text.ToString());
        else if (json.ValueKind == JsonValueKind.Undefined)
            json = FromFields(form);
        return new RequestBody(json, files);
    }

    private static async Task<UploadedFile> ReadFileAsync(IFormFile part, int count, CancellationToken cancellationToken)
    {
        if (part.Length > MaxFileBytes)
            throw Refusal.TooLarge;
        using var content = new MemoryStream((int)part.Length);
        await part.CopyToAsync(content, cancellationToken);
        var index = part.Name.StartsWith("files[", StringComparison.Ordinal) && part.Name.EndsWith(']')
            ? part.Name["files[".Length..^1]
            : count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new UploadedFile(index, FileNames.Clean(part.FileName), FileNames.ContentType(part.FileName, part.ContentType), content.ToArray());
    }

    private static JsonElement FromFields(IFormCollection form)
    {
        var fields = new JsonObject();
        foreach (var (name, value) in form)
            fields[name] = value.ToString();
        return Parse(fields.ToJsonString());
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Refusal.InvalidJson;
        }
    }

    private static async Task<JsonElement> ParseAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, default, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Refusal.InvalidJson;
        }
    }
}
