namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>Streams as Anthropic sends them.</summary>
internal static class AnthropicTalk
{
    public const string Start = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"claude","stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,"output_tokens":1}}}


        """;

    /// <summary>A whole answer of one block.</summary>
    public static string Whole(string block, string reason) => """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[BLOCK],"stop_reason":"REASON","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":2,"cache_read_input_tokens":3,"output_tokens":4}}
        """.Replace("BLOCK", block, StringComparison.Ordinal).Replace("REASON", reason, StringComparison.Ordinal);

    public static string Use(string tool) => """{"type":"tool_use","id":"toolu_1","name":"TOOL","input":{"city":"Oslo"}}""".Replace("TOOL", tool, StringComparison.Ordinal);

    public const string Ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

    public static string Said(string text) => Start + Text(text) + End("end_turn");

    public static string Used(string tool) => Start + """
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"TOOL","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"Oslo\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}


        """.Replace("TOOL", tool, StringComparison.Ordinal) + End("tool_use");

    public static string Text(string text) => """
        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"TEXT"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}


        """.Replace("TEXT", text, StringComparison.Ordinal);

    public static string End(string reason) => """
        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"REASON","stop_sequence":null},"usage":{"output_tokens":4}}

        event: message_stop
        data: {"type":"message_stop"}


        """.Replace("REASON", reason, StringComparison.Ordinal);
}
