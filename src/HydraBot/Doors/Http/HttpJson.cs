using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Doors.Http.Health;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http;

[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(OperationAnswer[]))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>As it goes out: camel case, choices as words, quotes and letters beyond ASCII as themselves since an answer is JSON and never markup.</summary>
    public static HttpJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    });
}
