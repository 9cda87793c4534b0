namespace HydraBot.DiscordEmulator.Rest;

/// <summary>What goes back: a status and, unless it is 204, JSON.</summary>
internal sealed record RestAnswer(int Status, JsonNode? Body)
{
    public static readonly RestAnswer NoContent = new(StatusCodes.Status204NoContent, null);

    public static RestAnswer Ok(JsonNode body) => new(StatusCodes.Status200OK, body);

    public static RestAnswer Created(JsonNode body) => new(StatusCodes.Status201Created, body);
}
