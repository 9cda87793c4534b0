# Two stages: the SDK builds, the ASP.NET runtime runs, as a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig appsettings.json CONSTITUTION.yaml ./
COPY assets/ assets/
COPY src/ src/
RUN dotnet publish src/HydraBot -c Release -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# Within a container, loopback is nobody's: the HTTP door listens on all of the container's addresses, and the keys guard it.
ENV Api__Url=http://0.0.0.0:8700 Storage__Path=/data
RUN mkdir /data && chown $APP_UID /data
VOLUME /data
EXPOSE 8700
USER $APP_UID
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s CMD ["/app/HydraBot", "health"]
ENTRYPOINT ["/app/HydraBot"]
