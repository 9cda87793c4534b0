namespace HydraBot.DiscordEmulator.Rest;

/// <summary>A refusal in Discord's own words: HTTP status, its JSON error code and, for 50035, the tree of field errors.</summary>
internal sealed class DiscordException(int status, int code, string message, JsonObject? errors = null) : Exception(message)
{
    public int Status => status;
    public int Code => code;

    public JsonObject ToJson()
    {
        var body = new JsonObject { ["message"] = Message, ["code"] = code };
        if (errors is not null)
            body["errors"] = errors.DeepClone();
        return body;
    }
}
