@echo off
rem Starts Parley from its sources on Windows: finds a JDK 25, builds when a source is newer than the build, runs.
setlocal EnableExtensions
set "PARLEY_HOME=%~dp0"
set "PARLEY_HOME=%PARLEY_HOME:~0,-1%"

rem JAVA_HOME, then the folders that installers use, newest name last.
call :try "%JAVA_HOME%"
if not defined PARLEY_JDK for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\jdk-*" "%ProgramFiles%\Java\jdk-*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\zulu-*") do call :try "%%~D"
if not defined PARLEY_JDK (
  echo Parley needs a JDK 25 and found none here: winget install EclipseAdoptium.Temurin.25.JDK ^(or set JAVA_HOME^). The ways without a window need it too: parley relay, parley client, parley demo --headless 1>&2
  exit /b 1
)
set "JAVA_HOME=%PARLEY_JDK%"

rem Newer sources than the stamp mean a build. Everything Maven says goes to a file: standard output is for JSON.
set "STAMP=%PARLEY_HOME%\target\parley.stamp"
powershell -NoProfile -Command "$s='%STAMP%'; if (-not (Test-Path $s)) { exit 1 }; $t=(Get-Item $s).LastWriteTimeUtc; $n=@(Get-Item '%PARLEY_HOME%\pom.xml') + @(Get-ChildItem -Recurse -Force '%PARLEY_HOME%\src\main','%PARLEY_HOME%\src\build' -ErrorAction SilentlyContinue) | Where-Object { $_.LastWriteTimeUtc -gt $t }; if ($n) { exit 1 }"
if errorlevel 1 (
  echo Parley is being built ^(the first time takes a few minutes^) ... 1>&2
  if not exist "%PARLEY_HOME%\target" mkdir "%PARLEY_HOME%\target"
  pushd "%PARLEY_HOME%"
  call mvnw.cmd -q -B compile > "%PARLEY_HOME%\target\parley-build.log" 2>&1
  if errorlevel 1 (
    popd
    echo Parley could not be built; nothing was started. See "%PARLEY_HOME%\target\parley-build.log" 1>&2
    exit /b 1
  )
  popd
  type nul > "%STAMP%"
)

set "PARLEY_CP=%PARLEY_HOME%\target\classes;%PARLEY_HOME%\target\lib\*"
set "PARLEY_JVM=-Xshare:auto -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC"
set "PARLEY_FX=--module-path "%PARLEY_HOME%\target\javafx" --add-modules javafx.controls,javafx.fxml,javafx.swing --add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED --enable-native-access=javafx.graphics,ALL-UNNAMED "-Dparley.launcher=%PARLEY_HOME%\parley.cmd""
if "%~1"=="relay" set "PARLEY_FX="
if "%~1"=="client" set "PARLEY_FX=-XX:TieredStopAtLevel=1"
if "%~1 %~2"=="demo --headless" set "PARLEY_FX=-XX:TieredStopAtLevel=1"
"%JAVA_HOME%\bin\java.exe" %PARLEY_JVM% %PARLEY_JAVA_OPTS% %PARLEY_FX% -cp "%PARLEY_CP%" app.parley.app.Main %*
exit /b %ERRORLEVEL%

:try
rem A JDK says its version in the file `release`; a JRE has no javac.
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.2[5-9]" /c:"^JAVA_VERSION=.[3-9][0-9]" "%~1\release" >nul 2>&1 && set "PARLEY_JDK=%~1"
exit /b 0
