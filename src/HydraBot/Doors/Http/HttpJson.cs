using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Doors.Http.Approvals;
using HydraBot.Doors.Http.Constitution;
using HydraBot.Doors.Http.Health;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http;

[JsonSerializable(typeof(ApprovalAnswer[]))]
[JsonSerializable(typeof(AuditEntryAnswer[]))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(ConstitutionStatus))]
[JsonSerializable(typeof(ConstraintAnswer[]))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(OperationAnswer[]))]
[JsonSerializable(typeof(OperationProgress))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(WaitingAnswer))]
[JsonSerializable(typeof(string))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>As it goes out.</summary>
    public static HttpJson Readable { get; } = new(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Camel case, choices as words, quotes and letters beyond ASCII as themselves since an answer is JSON and never markup.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }
}
