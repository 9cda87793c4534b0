using System.Text.Json.Serialization;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Inference;

[JsonSerializable(typeof(ChatAnswer))]
[JsonSerializable(typeof(ModelPage))]
internal sealed partial class InferenceJson : JsonSerializerContext;
