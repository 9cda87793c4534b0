using System.Text.Json.Serialization;
using HydraBot.Inference.Answers;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Status;

namespace HydraBot.Inference;

[JsonSerializable(typeof(AnswerRated))]
[JsonSerializable(typeof(OpenedThread))]
[JsonSerializable(typeof(CacheForgotten))]
[JsonSerializable(typeof(CacheStatus))]
[JsonSerializable(typeof(ChatAnswer))]
[JsonSerializable(typeof(GatewayGrant))]
[JsonSerializable(typeof(InferenceStatus))]
[JsonSerializable(typeof(ModelPage))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Turn[]))]
internal sealed partial class InferenceJson : JsonSerializerContext;
