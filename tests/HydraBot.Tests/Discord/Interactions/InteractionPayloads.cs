namespace HydraBot.Tests.Discord.Interactions;

/// <summary>INTERACTION_CREATE payloads as Discord sends them.</summary>
internal static class InteractionPayloads
{
    private const string Member = """{"user":{"id":"6","username":"owner","global_name":"The Owner"},"roles":["11"],"permissions":"8","nick":null}""";

    public static string Command(int id, string name = "status", int channel = 20, string options = "[]", string resolved = "{}") =>
        $$$"""{"id":"{{{id}}}","application_id":"901","type":2,"token":"token-{{{id}}}","version":1,"guild_id":"1","channel_id":"{{{channel}}}","member":{{{Member}}},"data":{"id":"70","name":"{{{name}}}","type":1,"options":{{{options}}},"resolved":{{{resolved}}}}}""";

    public static string Autocomplete(int id, string name, string option, string typed, int channel = 20) =>
        $$$"""{"id":"{{{id}}}","application_id":"901","type":4,"token":"token-{{{id}}}","version":1,"guild_id":"1","channel_id":"{{{channel}}}","member":{{{Member}}},"data":{"id":"70","name":"{{{name}}}","type":1,"options":[{"name":"{{{option}}}","type":3,"value":"{{{typed}}}","focused":true}]}}""";

    public static string Component(int id, string customId, int channel = 20, string values = "[]") =>
        $$$"""{"id":"{{{id}}}","application_id":"901","type":3,"token":"token-{{{id}}}","version":1,"guild_id":"1","channel_id":"{{{channel}}}","member":{{{Member}}},"message":{"id":"99","channel_id":"{{{channel}}}","content":"press","author":{"id":"901","username":"hydra"},"timestamp":"2026-01-01T00:00:00+00:00"},"data":{"custom_id":"{{{customId}}}","component_type":2,"values":{{{values}}}}}""";

    public static string Modal(int id, string customId, string components) =>
        $$$"""{"id":"{{{id}}}","application_id":"901","type":5,"token":"token-{{{id}}}","version":1,"guild_id":"1","channel_id":"20","member":{{{Member}}},"data":{"custom_id":"{{{customId}}}","components":{{{components}}}}}""";
}
