using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Running;

namespace HydraBot.Doors.Http.Sandbox;

/// <summary>Turns the body of <c>POST /sandbox/execute</c> into the arguments of <c>sandbox.run</c>, and finds what is wrong before anything is asked.</summary>
internal sealed class ExecutionBody(OperationCatalog catalog, RequestCheck check)
{
    public (JsonElement Arguments, IReadOnlyList<string> Problems) Read(JsonElement body)
    {
        var arguments = JsonSerializer.SerializeToElement(Arguments(body), HttpJson.Readable.JsonObject);
        var schema = catalog.TryFind("sandbox.run", out var operation) ? operation.Schema : default;
        if (ArgumentCheck.Problems(schema, arguments) is { Count: > 0 } misfits)
            return (arguments, misfits);

        string? Text(string name) => arguments.TryGetProperty(name, out var value) ? value.GetString() : null;
        int? Number(string name) => arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
        foreach (var name in (string[])["timeoutSeconds", "memoryMb"])
        {
            if (arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && !value.TryGetInt32(out _))
                return (arguments, [$"'{name}' is {value.GetRawText()}; allowed is a whole number within the limits that GET /sandbox/status shows."]);
        }

        check.Read(Text("language")!, Text("code")!, Text("stdin"), Files(arguments), Number("timeoutSeconds"), Number("memoryMb"), out var problems);
        return (arguments, problems);
    }

    /// <summary>Files may be given as an object of texts by name; null is left out.</summary>
    private static JsonObject Arguments(JsonElement body)
    {
        var arguments = new JsonObject();
        foreach (var member in body.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
            arguments[member.Name] = member.Name == "files" ? FileList(member.Value) : JsonNode.Parse(member.Value.GetRawText());
        return arguments;
    }

    private static JsonNode? FileList(JsonElement files) => files.ValueKind switch
    {
        JsonValueKind.Object => new JsonArray([.. files.EnumerateObject().Select(file => NamedFile(file.Name, file.Value))]),
        JsonValueKind.Array => new JsonArray([.. files.EnumerateArray().Select(ListedFile)]),
        _ => JsonNode.Parse(files.GetRawText()),
    };

    private static JsonObject NamedFile(string name, JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Object)
            return new JsonObject { ["name"] = name, ["content"] = JsonNode.Parse(content.GetRawText()) };
        var file = (JsonObject)ListedFile(content)!;
        file["name"] = name;
        return file;
    }

    private static JsonNode? ListedFile(JsonElement file)
    {
        if (JsonNode.Parse(file.GetRawText()) is not JsonObject listed)
            return JsonNode.Parse(file.GetRawText());
        Rename(listed, "path", "name");
        foreach (var binary in (string[])["contentBase64", "base64"])
        {
            if (Rename(listed, binary, "content"))
                listed["encoding"] = "base64";
        }

        return listed;
    }

    private static bool Rename(JsonObject file, string from, string to)
    {
        if (file.ContainsKey(to) || !file.TryGetPropertyValue(from, out var value))
            return false;
        file.Remove(from);
        file[to] = value?.DeepClone();
        return true;
    }

    private static List<GivenFile>? Files(JsonElement arguments) => arguments.TryGetProperty("files", out var files)
        ? [.. files.EnumerateArray().Select(file => new GivenFile(Member(file, "name")!, Member(file, "content")!, Member(file, "encoding")))]
        : null;

    private static string? Member(JsonElement file, string name) => file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
