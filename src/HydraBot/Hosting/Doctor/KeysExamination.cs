using HydraBot.Doors.Http;
using Microsoft.Extensions.Options;

namespace HydraBot.Hosting.Doctor;

/// <summary>Whether any program can use the HTTP door.</summary>
internal sealed class KeysExamination(IOptions<HttpDoorOptions> api, ApplicationPaths paths, IConfiguration settings) : IExamination
{
    public string Subject => "API keys";

    public Task<Finding> ExamineAsync(CancellationToken cancellationToken)
    {
        var local = string.IsNullOrEmpty(settings["Discord:Token"]);
        var keys = string.Join(", ", api.Value.Keys.Select(key => $"{key.Key} ({key.Value.Access})"));
        return Task.FromResult((local, keys) switch
        {
            (true, _) => Finding.Ok($"{(keys.Length > 0 ? $"{keys}, and " : "")}the owner's in {paths.ApiKey}{(File.Exists(paths.ApiKey) ? "" : " (made at the first start)")}"),
            (false, { Length: > 0 }) => Finding.Ok(keys),
            _ => Finding.Missing("no program can use the API", "Set Api:Keys:<name>:Token (openssl rand -hex 32) and Api:Keys:<name>:Access (Viewer, Operator, Owner)."),
        });
    }
}
