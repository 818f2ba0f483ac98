@echo off
rem Makes .venv at the root when it is missing or outdated, then starts the program on its sample data.
setlocal
cd /d "%~dp0.."
set "VPY=.venv\Scripts\python.exe"

fc /b requirements.lock .venv\made-from.lock >nul 2>&1
if not errorlevel 1 if exist "%VPY%" goto start

set "BASE="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "python") do (
  if not defined BASE (
    %%~P -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>&1
    if not errorlevel 1 set "BASE=%%~P"
  )
)
if not defined BASE (
  echo Python 3.11, 3.12 or 3.13 is needed and none was found.
  exit /b 1
)
echo Making the environment in .venv ...
%BASE% -m venv --clear .venv || goto failed
"%VPY%" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock || goto failed
"%VPY%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || goto failed
copy /y requirements.lock .venv\made-from.lock >nul || goto failed

:start
"%VPY%" installer\messages.py || goto failed
if not exist out mkdir out
if not exist out\mau.hnab (
  echo Making the sample data in out\mau.hnab ...
  "%VPY%" -m hnabroad_desktop.cli demo out\mau.hnab || goto failed
)
"%VPY%" -m hnabroad_desktop out\mau.hnab
exit /b %errorlevel%

:failed
echo The program could not be started; the lines above say why.
exit /b 1
